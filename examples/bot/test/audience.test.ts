import { tokens } from '@tonearm/core';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { LeapClock } from './support/leap-clock.js';

const IDLE_MS = 5 * 60_000;
/** Between two looks at who is idle, at most. */
const SWEEP_MS = 60_000;

describe('a channel that everyone leaves', function () {
  this.timeout(20_000);
  const clock = new LeapClock();
  let bot: TestBot;

  before(async () => {
    bot = await aBot({ provide: (container) => container.provide(tokens.clock, clock) });
  });
  after(() => bot.close());

  /** Resolves when what plays is paused, or goes on. */
  function pausedBecomes(paused: boolean): Promise<void> {
    const session = bot.tonearm.session(bot.guild.id);
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => session?.snapshot.playing?.paused === paused && resolve();
    const stop = session?.onEvent(look);
    look();
    return promise.finally(stop);
  }

  it('hears nothing, and goes on where it was when someone comes back', async () => {
    bot.manager.joinVoice(bot.voice);
    bot.listener.joinVoice(bot.voice);
    await reaches(await bot.manager.command(bot.text, 'play', { query: 'long play' }), 'playing');
    bot.manager.leaveVoice();
    await (await bot.listener.command(bot.text, 'queue')).waitForReply();
    expect(bot.tonearm.session(bot.guild.id)?.snapshot.playing?.paused, 'one is left').to.equal(false);
    bot.listener.leaveVoice();
    await pausedBecomes(true);
    bot.listener.joinVoice(bot.voice);
    await pausedBecomes(false);
  });

  const session = () => bot.tonearm.session(bot.guild.id);

  it('is left after the idle time, and not before', async () => {
    const card = await bot.listener.command(bot.text, 'nowplaying');
    await reaches(card, 'playing');
    bot.listener.leaveVoice();
    await pausedBecomes(true);
    clock.leap(IDLE_MS - SWEEP_MS);
    expect(session()).to.not.equal(undefined);
    clock.leap(2 * SWEEP_MS);
    await bot.voice.waitForBotToLeave();
    expect(session()).to.equal(undefined);
    await card.waitFor(({ message }) => !/Now playing|Paused/.test(wordsOf(message)));
  });

  it('is not left while somebody listens', async () => {
    bot.listener.joinVoice(bot.voice);
    await reaches(await bot.listener.command(bot.text, 'play', { query: 'long play' }), 'playing');
    // Longer would be a connection that is silent although it has sound, by this clock.
    clock.leap(9_000);
    expect(session()?.snapshot.playing?.paused).to.equal(false);
    expect(bot.voice.hasBot).to.equal(true);
  });

  it('is not left by one that is to stay, until it is no longer to', async () => {
    const say = async (name: string, on: boolean) =>
      (await (await bot.listener.command(bot.text, name, { on })).waitForReply()).content;
    expect(await say('stay', true)).to.equal('I stay here, even when nothing plays.');
    bot.listener.leaveVoice();
    await pausedBecomes(true);
    clock.leap(10 * IDLE_MS);
    expect(bot.voice.hasBot).to.equal(true);
    bot.listener.joinVoice(bot.voice);
    await pausedBecomes(false);
    expect(await say('stay', false)).to.equal('I leave some time after the music has ended.');
    bot.listener.leaveVoice();
    await pausedBecomes(true);
    clock.leap(IDLE_MS + SWEEP_MS);
    await bot.voice.waitForBotToLeave();
  });

  it('leaves nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
  });
});
