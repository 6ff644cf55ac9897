import { expect } from 'chai';
import type { HeardFrame } from '../../../src/voice/listening/channel-listener.js';
import { ALICE, BOB, BOT, CHANNEL, closeCodeAfter, GUILD, TestVoiceServer } from '../test-voice-server.js';
import { somePackets, type VoiceBot } from '../voice-bot.js';

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

describe('end-to-end encryption', () => {
  let test: TestVoiceServer;

  beforeEach(async () => {
    test = await TestVoiceServer.listen({ dave: true });
  });

  afterEach(() => test.close());

  it('is off for a bot that is alone', async () => {
    const bot = await test.bot().ready();
    await bot.said('Set MLS external sender');
    await heardOf(bot, 10, 'transport');
  });

  it('is on when the bot joins a person, who decrypts every byte', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    expect(await founded).to.equal(0);
    expect(bot.debug.some((message) => message.includes('MLS commit processed'))).to.equal(true);
    const packets = somePackets(100);
    await bot.send([SILENCE, ...packets]);
    const frames = await test.listener.waitForFrames(100);
    expect(hex(frames)).to.deep.equal(packets.map((packet) => Buffer.from(packet).toString('hex')));
    expect(test.listener.counts).to.deep.equal({ dave: 100, transport: 0, silence: 1, undecryptable: 0, lost: 0 });
  });

  it('welcomes the bot into the group of people who were there together', async () => {
    test.server.members(CHANNEL, [ALICE, BOB]);
    const bot = test.bot();
    const welcomed = bot.transitioned();
    await bot.ready();
    expect(await welcomed).to.equal(1);
    expect(bot.debug.some((message) => message.includes('MLS welcome processed'))).to.equal(true);
    await heardOf(bot, 10, 'dave');
  });

  it('begins when someone joins a bot that was alone', async () => {
    const bot = await test.bot().ready();
    await bot.said('Set MLS external sender');
    await heardOf(bot, 5, 'transport');
    await joined(bot, [ALICE]);
    await heardOf(bot, 20, 'dave');
  });

  it('goes on through a transition when a second person joins and when one leaves', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    await founded;
    await heardOf(bot, 10, 'dave');
    expect(await joined(bot, [ALICE, BOB])).to.equal(1);
    await heardOf(bot, 10, 'dave');
    expect(await joined(bot, [BOB])).to.equal(2);
    // Now Bob alone listens, with the keys that he got after he had joined.
    await heardOf(bot, 10, 'dave');
    expect(await joined(bot, [BOB, ALICE])).to.equal(3);
    await heardOf(bot, 10, 'dave');
  });

  it('loses no frame while people come and go', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    await founded;
    const packets = somePackets(300);
    const sending = bot.send(packets);
    for (const people of [[ALICE, BOB], [BOB], [BOB, ALICE], [ALICE]]) await joined(bot, people);
    await sending;
    await test.listener.waitForFrames(300);
    expect(test.listener.counts).to.include({ dave: 300, undecryptable: 0, lost: 0 });
  });

  it('ends when the last person leaves, and begins anew when one comes back', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    await founded;
    await heardOf(bot, 5, 'dave');
    expect(await joined(bot, [])).to.equal(0);
    await heardOf(bot, 5, 'transport');
    await joined(bot, [ALICE]);
    await heardOf(bot, 5, 'dave');
  });

  it('takes a second bot into the group', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const first = test.bot();
    const founded = first.transitioned();
    await first.ready();
    await founded;
    const second = test.bot({ userId: '300000000000000002' });
    const welcomed = Promise.all([first.transitioned(), second.transitioned()]);
    await second.ready();
    await welcomed;
    await heardOf(second, 10, 'dave');
    await heardOf(first, 10, 'dave');
  });

  it('recovers a bot that could not use a commit', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    await founded;
    const recovered = bot.transitioned();
    recover(bot);
    await recovered;
    await heardOf(bot, 10, 'dave');
  });

  it('survives a resume in the middle of a change', async () => {
    test.server.members(CHANNEL, [ALICE]);
    const bot = test.bot();
    const founded = bot.transitioned();
    await bot.ready();
    await founded;
    const changed = bot.transitioned();
    test.server.closeConnection(GUILD, 4015);
    test.server.members(CHANNEL, [ALICE, BOB]);
    await changed;
    await heardOf(bot, 10, 'dave');
  });

  it('is required: a bot that cannot do it is closed with 4017', async () => {
    const seat = { guildId: GUILD, channelId: CHANNEL, userId: BOT, sessionId: 's', token: 't' };
    test.server.admit(seat);
    const identify = { server_id: GUILD, user_id: BOT, session_id: 's', token: 't', max_dave_protocol_version: 0 };
    expect(await closeCodeAfter(test.server, { op: 0, d: identify })).to.equal(4017);
  });

  /** The transition that follows when these people, and no others, are in the channel. */
  function joined(bot: VoiceBot, people: readonly string[]): Promise<number> {
    const transition = bot.transitioned();
    test.server.members(CHANNEL, people);
    return transition;
  }

  async function heardOf(bot: VoiceBot, count: number, encryption: HeardFrame['encryption']): Promise<void> {
    test.listener.clear();
    const packets = somePackets(count);
    await bot.send(packets);
    const frames = await test.listener.waitForFrames(count, 2_000);
    expect(hex(frames)).to.deep.equal(packets.map((packet) => Buffer.from(packet).toString('hex')));
    expect(frames.map((frame) => frame.encryption)).to.deep.equal(Array(count).fill(encryption));
    expect(test.listener.counts).to.include({ undecryptable: 0, lost: 0 });
  }
});

function hex(frames: readonly HeardFrame[]): string[] {
  return frames.map(({ opus }) => Buffer.from(opus).toString('hex'));
}

/** Does what the library does by itself when it cannot process a commit. */
function recover(bot: VoiceBot): void {
  const networking = Reflect.get(bot.connection.state, 'networking');
  networking.state.dave.recoverFromInvalidTransition(0);
}
