import { expect } from 'chai';
import { CHANNEL, GUILD, TestVoiceServer } from './test-voice-server.js';
import { somePackets } from './voice-bot.js';

describe('an outage of UDP', () => {
  let test: TestVoiceServer;
  beforeEach(async () => {
    test = await TestVoiceServer.listen({ dave: false });
  });
  afterEach(() => test.close());

  it('loses what a connection sends, until it connects anew', async () => {
    const bot = await test.bot().ready();
    await bot.send(somePackets(10));
    await test.listener.waitForFrames(10);
    test.server.loseUdp(GUILD, 'until-reconnected');
    await bot.send(somePackets(10));
    test.server.closeConnection(GUILD, 4006);
    await new Promise((resolve) => bot.connection.once('signalling', resolve));
    await bot.ready();
    await bot.send(somePackets(10, 500));
    const frames = await test.listener.waitForFrames(20);
    expect(frames).to.have.length(20);
    expect(
      frames.slice(10).every(({ opus }) => new DataView(opus.buffer, opus.byteOffset).getUint32(1) >= 500),
    ).to.equal(true);
  });

  it('that lasts keeps a connection from its address, until it ends', async () => {
    test.server.loseUdp(GUILD, 'lasting');
    const bot = test.bot();
    await bot.said('"op":2');
    expect(bot.connection.state.status).to.equal('connecting');
    test.server.loseUdp(GUILD, 'none');
    test.server.closeConnection(GUILD, 4006);
    await bot.ready();
  });
});

describe('a voice server that a guild is moved from', () => {
  it('has another endpoint afterwards, and the first one again after that', async () => {
    const test = await TestVoiceServer.listen({ dave: false });
    const { endpoint } = test.server;
    await test.server.relocate(GUILD);
    expect(test.server.endpointOf(GUILD)).not.to.equal(endpoint);
    expect(test.server.endpointOf('1')).to.equal(endpoint);
    const bot = await test.bot().ready();
    await bot.send(somePackets(5));
    await test.server.listenerOf(CHANNEL).waitForFrames(5);
    await test.server.relocate(GUILD);
    expect(test.server.endpointOf(GUILD)).to.equal(endpoint);
    await test.close();
  });
});
