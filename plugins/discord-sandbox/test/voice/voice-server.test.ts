import { VoiceConnectionStatus } from '@discordjs/voice';
import { once } from 'node:events';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { CHANNEL, closeCodeAfter, GUILD, TestVoiceServer } from './test-voice-server.js';
import { somePackets } from './voice-bot.js';

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

describe('voice server', () => {
  let test: TestVoiceServer;

  beforeEach(async () => {
    test = await TestVoiceServer.listen({ dave: false });
  });

  afterEach(() => test.close());

  it('hears what @discordjs/voice sends, in order and byte for byte', async () => {
    const bot = await test.bot().ready();
    const packets = somePackets(200);
    await bot.send(packets);
    const frames = await test.listener.waitForFrames(200);
    expect(frames.map(({ opus }) => Buffer.from(opus).toString('hex'))).to.deep.equal(
      packets.map((packet) => Buffer.from(packet).toString('hex')),
    );
    expect(test.listener.counts).to.deep.equal({ dave: 0, transport: 200, silence: 0, undecryptable: 0, lost: 0 });
    expect(test.listener.durationMs).to.equal(4000);
  });

  it('ends the sound at five silence frames', async () => {
    const bot = await test.bot().ready();
    let ended = false;
    const end = test.listener.waitForEnd().then(() => {
      ended = true;
    });
    await bot.send([...somePackets(3), ...Array<Buffer>(4).fill(SILENCE)]);
    await test.listener.waitForSilence(20);
    expect(ended).to.equal(false);
    await bot.send([SILENCE]);
    await end;
    expect(test.listener.counts.silence).to.equal(5);
    expect(test.listener.frames).to.have.length(3);
  });

  it('refuses web pages', async () => {
    const socket = new WebSocket(`wss://${test.server.endpoint}?v=8`, { origin: 'https://example.com' });
    const [error] = await once(socket, 'error');
    expect(String(error)).to.contain('403');
  });

  it('says which port is taken', async () => {
    const port = Number(test.server.endpoint.split(':')[1]);
    const error = await TestVoiceServer.listen({ dave: false, port }).catch(String);
    expect(error).to.contain(`127.0.0.1:${port}`);
  });

  it('keeps two channels apart', async () => {
    const elsewhere = { guildId: '100000000000000002', channelId: '200000000000000002', userId: '300000000000000002' };
    const [here, there] = await Promise.all([test.bot().ready(), test.bot(elsewhere).ready()]);
    await Promise.all([here.send(somePackets(20)), there.send(somePackets(10, 100))]);
    const heard = await test.server.listenerOf(elsewhere.channelId).waitForFrames(10);
    await test.listener.waitForFrames(20);
    expect(heard.map((frame) => frame.userId)).to.deep.equal(Array(10).fill(elsewhere.userId));
    expect(test.listener.frames).to.have.length(20);
  });

  it('goes on with the same session after 4015', async () => {
    const bot = await test.bot().ready();
    await bot.send(somePackets(5));
    const [before] = await test.listener.waitForFrames(5);
    test.server.closeConnection(GUILD, 4015);
    await bot.said('"op":9');
    await bot.ready();
    await bot.send(somePackets(5, 5));
    const frames = await test.listener.waitForFrames(10);
    expect(frames.map((frame) => frame.ssrc)).to.deep.equal(Array(10).fill(before?.ssrc));
    expect(bot.joins).to.equal(1);
  });

  it('repeats after a resume what the bot has missed', async () => {
    const bot = await test.bot().ready();
    test.server.closeConnection(GUILD, 4015);
    test.server.members(CHANNEL, ['7']);
    await bot.said('"op":9');
    await bot.said('{"op":11,"d":{"user_ids":["7"]}');
  });

  it('dismisses a bot with 4014, after which its ticket is void', async () => {
    const bot = await test.bot().ready();
    test.server.dismiss(GUILD, '300000000000000001');
    await new Promise<void>((resolve) => bot.connection.once(VoiceConnectionStatus.Disconnected, () => resolve()));
    const { state } = bot.connection;
    expect(state).to.include({ status: VoiceConnectionStatus.Disconnected, closeCode: 4014 });
    const { guildId, userId, sessionId, token } = bot.ticket ?? {};
    const identify = { server_id: guildId, user_id: userId, session_id: sessionId, token };
    expect(await closeCodeAfter(test.server, { op: 0, d: identify })).to.equal(4004);
    expect(await closeCodeAfter(test.server, { op: 7, d: { ...identify, seq_ack: -1 } })).to.equal(4006);
  });

  it('refuses a wrong token with 4004 and a wrong session with 4006', async () => {
    const seat = { guildId: GUILD, channelId: CHANNEL, userId: '5', sessionId: 'session', token: 'token' };
    test.server.admit(seat);
    const identify = { server_id: GUILD, user_id: '5', session_id: 'session', token: 'token' };
    expect(await closeCodeAfter(test.server, { op: 0, d: { ...identify, token: 'guess' } })).to.equal(4004);
    expect(await closeCodeAfter(test.server, { op: 0, d: { ...identify, session_id: 'old' } })).to.equal(4006);
    expect(await closeCodeAfter(test.server, { op: 0, d: { ...identify, user_id: '6' } })).to.equal(4004);
    expect(await closeCodeAfter(test.server, { op: 7, d: { ...identify, seq_ack: -1 } })).to.equal(4006);
    expect(await closeCodeAfter(test.server, { op: 5, d: { speaking: 1 } })).to.equal(4003);
    expect(await closeCodeAfter(test.server, { op: 0, d: {} })).to.equal(4002);
  });

  it('refuses an encryption mode that it has not offered with 4016', async () => {
    test.server.admit({ guildId: GUILD, channelId: CHANNEL, userId: '5', sessionId: 's', token: 't' });
    const select = {
      op: 1,
      d: { protocol: 'udp', data: { address: '127.0.0.1', port: 1, mode: 'xsalsa20_poly1305' } },
    };
    const identify = { op: 0, d: { server_id: GUILD, user_id: '5', session_id: 's', token: 't' } };
    expect(await closeCodeAfter(test.server, identify, select)).to.equal(4016);
  });
});
