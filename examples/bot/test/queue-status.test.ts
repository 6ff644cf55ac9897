import { SourceUnavailableError } from '@tonearm/core';
import { aTrack, FakeSource } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';

describe('/queue_status', function () {
  this.timeout(30_000);
  const shaky = new FakeSource({ name: 'shaky', tracks: [aTrack({ source: 'shaky', title: 'Shaky Song' })] });
  let bot: TestBot;

  before(async () => {
    bot = await aBot();
    bot.tonearm.sources.add(shaky);
    bot.listener.joinVoice(bot.voice);
  });
  after(() => bot.close());

  async function status(): Promise<string> {
    const reply = await bot.listener.command(bot.text, 'queue_status');
    const { content } = await reply.waitForReply();
    return content;
  }

  const play = (query: string) => bot.listener.command(bot.text, 'play', { query });

  it('tells a bot that has just begun from one that does nothing', async () => {
    expect(await status())
      .to.match(/\*\*Since the start\*\* \(\d+ seconds? ago\): nothing tried yet, 0 retried/)
      .and.to.contain('wait not known yet, run not known yet; a new request waits for nobody')
      .and.to.contain('**Sources:** all work');
  });

  it('tells waits and runs at 50 and 95 %, retries and the share that succeeded', async () => {
    shaky.resolveTroubles.push({ error: new SourceUnavailableError('shaky', 'It stumbled.') });
    await reaches(await play('shaky: shaky song'), 'playing', 15_000);
    await reaches(await play('shaky: nothing of that name'), 'failed', 15_000);
    expect(await status())
      .to.match(/wait \d+\.\d s \/ \d+\.\d s, run \d+\.\d s \/ \d+\.\d s/)
      .and.to.match(/: 100 % succeeded, 1 retried/)
      .and.to.match(/#1 \d+ done/)
      .and.to.contain('2 finished');
  });

  it('tells which source is failing, until when and why, and the listener of a request is told as well', async () => {
    const down = { error: new SourceUnavailableError('shaky', 'The line is dead.') };
    shaky.resolveTroubles.push(...Array.from({ length: 40 }, () => down));
    await Promise.all([1, 2, 3, 4, 5].map((number) => play(`shaky: song ${number}`)));
    await bot.log.waitFor(() => bot.log.at('warn').includes('A source is failing and is left alone for a while'));
    expect(await status())
      .to.contain(`**Sources:** 1 of ${bot.tonearm.sources.names().length} failing`)
      .and.to.match(/⚠️ shaky is failing, next try <t:\d+:R>: The line is dead\./)
      .and.to.contain('waiting to try again');
    const recovery = await (await bot.manager.command(bot.text, 'recovery')).waitForReply();
    expect(recovery.content).to.match(
      /^⚠️ shaky is failing; it is tried again <t:\d+:R>\.\n\*\*Tried again:\*\* \d+ times\n/,
    );
    const refused = await play('shaky: song 6');
    expect(wordsOf(await reaches(refused, 'failed'))).to.match(/shaky is failing\. Next try in \d+ s/);
    bot.tonearm.session(bot.guild.id)?.stop();
  });
});
