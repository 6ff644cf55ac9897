import { expect } from 'chai';
import type { HeardFrame, SandboxInteraction } from '@tonearm/discord-sandbox';
import { type TestBot, aBot } from './support/a-bot.js';
import { controlsOf, percentagesOf, reaches, storyOf, wordsOf } from './support/cards.js';
import { gapsOf, RETRIES } from './support/gaps.js';
import { pitchOf } from './support/pitch.js';

describe('/play', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;

  before(async () => {
    bot = await aBot();
    bot.manager.joinVoice(bot.voice);
  });
  after(() => bot.close());
  afterEach(async () => {
    const { listener } = bot.voice;
    if (listener.frames.length > 0) await listener.waitForEnd();
    listener.clear();
  });

  const play = (query: string) => bot.manager.command(bot.text, 'play', { query });

  it('plays an opus file untouched, from the first packet to the last, encrypted end to end', async () => {
    const card = await play('short drop');
    await reaches(card, 'played');
    const heard = await bot.voice.listener.waitForFrames(bot.music.packets.shortDrop.length);
    expect(bytesOf(heard)).to.deep.equal(
      bot.music.packets.shortDrop.map(({ data }) => Buffer.from(data).toString('hex')),
    );
    expectSoundRight(bot, 3_000);
    expect(bot.voice.listener.counts).to.include({ transport: 0, undecryptable: 0, lost: 0 });
  });

  it('tells the story of an opus file in one message, in order', async () => {
    const card = await play('local:Mixtape/1 First.opus');
    const last = await reaches(card, 'played');
    expect(card.responses[0]?.kind).to.equal('callback');
    expect(card.responses.slice(1).every(({ kind }) => kind === 'edit')).to.equal(true);
    expect(storyOf(card)).to.satisfy(inOrder);
    expect(storyOf(card)).to.include.members(['playing', 'played']);
    expect(wordsOf(last)).to.contain('First Side').and.to.contain('The Tonearms');
    expect(controlsOf(last)).to.deep.equal([]);
    expectHonestPercentages(card);
  });

  it('plays an mp3 at its pitch', async function () {
    if (!bot.music.hasMp3) {
      console.log('      skipped: there is no ffmpeg to make and play an mp3');
      this.skip();
    }
    const card = await play('concert pitch');
    await reaches(card, 'played');
    await bot.voice.listener.waitForEnd();
    expectSoundRight(bot, 3_000);
    expect(await pitchOf(bot.voice.listener.toOgg())).to.be.closeTo(440, 4.4);
    expect(storyOf(card)).to.satisfy(inOrder);
    expectHonestPercentages(card);
  });

  it('plays a folder as a playlist, without a gap at the joint', async () => {
    const card = await play('folder:Mixtape');
    await reaches(card, 'played', 10_000);
    await card.waitFor(({ message }) => /Played .*Second Side/.test(wordsOf(message)));
    const { first, second } = bot.music.packets;
    const heard = await bot.voice.listener.waitForFrames(first.length + second.length);
    expect(bytesOf(heard)).to.deep.equal([...first, ...second].map(({ data }) => Buffer.from(data).toString('hex')));
    expectSoundRight(bot, 2_400);
    const told = card.responses.map(({ message }) => wordsOf(message)).join('\n');
    expect(told).to.contain('First Side').and.to.contain('Second Side');
    expectHonestPercentages(card);
  });

  it('shows the cover of what plays, sends it once and keeps it in later edits', async () => {
    const card = await play('local:Long Play.opus');
    await reaches(card, 'playing');
    const paused = await bot.manager.command(bot.text, 'pause');
    await paused.waitForReply();
    const shown = await reaches(card, 'paused');
    const skipped = await bot.manager.command(bot.text, 'skip');
    await skipped.waitForReply();
    const last = await reaches(card, 'skipped');
    const pictures = card.responses.flatMap(({ message }) => message?.attachments.map(({ id }) => id) ?? []);
    expect(new Set(pictures).size).to.equal(1);
    expect(shown.embeds[0]?.thumbnail?.url).to.contain('/attachments/');
    expect(last.attachments).to.deep.equal([]);
  });

  it('puts what is asked for meanwhile behind what plays, and says how many tracks are ahead', async () => {
    const first = await play('local:Long Play.opus');
    await reaches(first, 'playing');
    const second = await play('short drop');
    expect(wordsOf(await reaches(second, 'added'))).to.contain('1 track ahead of it');
    const third = await play('folder:Mixtape');
    expect(wordsOf(await reaches(third, 'added')))
      .to.contain('2 tracks ahead of it')
      .and.to.contain('Mixtape');
    await (await bot.manager.command(bot.text, 'stop')).waitForReply();
    await reaches(first, 'stopped');
    await reaches(second, 'cancelled');
    await reaches(third, 'cancelled');
  });

  it('answers two requests of the same moment in their order', async () => {
    const cards = await Promise.all([play('local:Mixtape/1 First.opus'), play('local:Mixtape/2 Second.opus')]);
    await Promise.all(cards.map((card) => reaches(card, 'played', 10_000)));
    const { first, second } = bot.music.packets;
    const heard = await bot.voice.listener.waitForFrames(first.length + second.length);
    expect(bytesOf(heard)).to.deep.equal([...first, ...second].map(({ data }) => Buffer.from(data).toString('hex')));
  });

  it('/aplay does the same', async () => {
    const card = await bot.manager.command(bot.text, 'aplay', { query: 'first side', priority: 'low' });
    await reaches(card, 'played');
    await bot.voice.listener.waitForEnd();
    expectSoundRight(bot, 1_200);
  });

  it('suggests what the folder has while the listener types', async () => {
    const choices = await bot.manager.autocomplete(bot.text, 'play', { query: 'short' }, 'query');
    expect(choices[0]).to.include({ value: 'local:Short Drop.opus' });
    expect(choices[0]?.name).to.contain('Short Drop');
  });

  it('leaves nothing wrong in the log', () => {
    expect(bot.log.at('error')).to.deep.equal([]);
    expect(new Set(bot.log.at('warn'))).to.deep.equal(new Set(['A file in the music folder cannot be played']));
  });
});

function bytesOf(frames: readonly HeardFrame[]): readonly string[] {
  return frames.map(({ opus }) => Buffer.from(opus).toString('hex'));
}

function expectSoundRight({ voice: { listener }, stalls }: TestBot, durationMs: number): void {
  expect(listener.frames.length * 20).to.be.closeTo(durationMs, 100);
  expect(listener.frames.every(({ encryption }) => encryption === 'dave')).to.equal(true);
  expect(gapsOf(listener, stalls)).to.deep.equal([]);
}

/** They never fall, and say 100 only of what is done. */
function expectHonestPercentages(card: SandboxInteraction): void {
  const percentages = percentagesOf(card);
  expect(percentages).to.deep.equal(percentages.toSorted((a, b) => a - b));
  for (const { message } of card.responses) {
    if (/\b100 %/.test(wordsOf(message))) expect(wordsOf(message)).to.contain('Added to the queue');
  }
}

function inOrder(story: readonly string[]): boolean {
  const order = ['waiting', 'working', 'retrying', 'added', 'fetching sound', 'playing', 'played'];
  const places = story.map((chapter) => order.indexOf(chapter));
  return places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0));
}
