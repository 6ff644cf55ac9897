import { expect } from 'chai';
import type { HeardFrame } from '../../../src/voice/listening/channel-listener.js';
import { ALICE, BOB, CHANNEL, TestVoiceServer } from '../test-voice-server.js';
import { somePackets, type VoiceBot } from '../voice-bot.js';

describe('troubles of the end-to-end encrypted group', () => {
  let test: TestVoiceServer;
  let bot: VoiceBot;

  beforeEach(async () => {
    test = await TestVoiceServer.listen({ dave: true });
    test.server.members(CHANNEL, [ALICE]);
    bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    await founded;
  });

  afterEach(() => test.close());

  it('a downgrade goes to transport encryption by a transition, and an upgrade back', async () => {
    await heardAs('dave');
    await transition(() => test.server.setEndToEnd(CHANNEL, false));
    await heardAs('transport');
    await transition(() => test.server.setEndToEnd(CHANNEL, true));
    await heardAs('dave');
    expect(bot.debug.filter((line) => /Session (downgraded|upgraded)/.test(line))).to.have.length(2);
  });

  it('who comes during a downgrade is in the group after the upgrade', async () => {
    await transition(() => test.server.setEndToEnd(CHANNEL, false));
    test.server.members(CHANNEL, [ALICE, BOB]);
    const second = test.bot({ userId: '300000000000000002' });
    await second.ready();
    await heardAs('transport', second);
    const both = Promise.all([bot.transitioned(), second.transitioned()]);
    test.server.setEndToEnd(CHANNEL, true);
    await both;
    await heardAs('dave', second);
    await heardAs('dave');
    expect(test.server.decryptedBy(CHANNEL, BOB)).to.equal(20);
  });

  it('a spoiled commit is answered by op 31, and the bot is taken in anew', async () => {
    test.server.spoilNextCommit(CHANNEL);
    await transition(() => test.server.members(CHANNEL, [ALICE, BOB]));
    expect(bot.debug.some((line) => line.includes('MLS commit errored'))).to.equal(true);
    expect(bot.debug.some((line) => line.includes('MLS welcome processed'))).to.equal(true);
    await heardAs('dave');
  });

  it('each person decrypts with their own keys, from when they come', async () => {
    await heardAs('dave');
    await transition(() => test.server.members(CHANNEL, [ALICE, BOB]));
    await heardAs('dave');
    expect(test.server.decryptedBy(CHANNEL, ALICE)).to.equal(20);
    expect(test.server.decryptedBy(CHANNEL, BOB)).to.equal(10);
  });

  for (const how of ['forged', 'unannounced'] as const) {
    it(`a proposal that is ${how} is refused by the bot, whose group stays as it was`, async () => {
      const refused = exceptionOf(bot);
      test.server.proposeBadly(CHANNEL, how);
      expect((await refused).message).to.match(how === 'forged' ? /signature|sender|verif/i : /recognized|user/i);
      await heardAs('dave');
      await transition(() => test.server.members(CHANNEL, [ALICE, BOB]));
      await heardAs('dave');
    });
  }

  async function transition(change: () => void): Promise<void> {
    const done = bot.transitioned();
    change();
    await done;
  }

  async function heardAs(encryption: HeardFrame['encryption'], speaker = bot): Promise<void> {
    test.listener.clear();
    await speaker.send(somePackets(10));
    const frames = await test.listener.waitForFrames(10, 2_000);
    expect(frames.map((frame) => frame.encryption)).to.deep.equal(Array(10).fill(encryption));
    expect(test.listener.counts).to.include({ undecryptable: 0, lost: 0 });
  }
});

/** The library lets such an exception end the process; here it is caught where it arises. */
function exceptionOf(bot: VoiceBot): Promise<Error> {
  const { ws } = Reflect.get(bot.connection.state, 'networking').state;
  return new Promise((resolve) => {
    const handle = ws.onMessage.bind(ws);
    ws.onMessage = (event: unknown) => {
      try {
        handle(event);
      } catch (error) {
        resolve(error as Error);
      }
    };
  });
}
