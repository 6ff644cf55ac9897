import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';

describe('a channel that everyone leaves', function () {
  this.timeout(20_000);
  let bot: TestBot;

  before(async () => {
    bot = await aBot();
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
});
