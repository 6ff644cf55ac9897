import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { findFfmpeg, opusPackets, type SessionControls, type SoundChange, tokens } from '@tonearm/core';
import { type TestBot, aBot } from './support/a-bot.js';
import { reaches } from './support/cards.js';
import { gapsOf, RETRIES } from './support/gaps.js';
import { pitchOf } from './support/pitch.js';
import { HALF_MS, jointOf, splitSine } from './support/split-sine.js';

/** What a listener waits at most until the sound is as asked for, in milliseconds. */
const SOON_MS = 500;

describe('sound', function () {
  this.timeout(30_000);
  let bot: TestBot;
  let original: readonly string[];

  before(async function () {
    if (!(await findFfmpeg())) {
      console.log('      skipped: there is no ffmpeg to change the sound with');
      this.skip();
    }
    bot = await aBot({ addMusic: halves });
    bot.manager.joinVoice(bot.voice);
    original = await packetsIn(path.join(bot.music.path, 'Long Play.opus'));
  });
  after(() => bot?.close());
  afterEach(async () => {
    controls().stop();
    await bot.voice.listener.waitForEnd();
    bot.voice.listener.clear();
  });

  const controls = (): SessionControls => {
    const session = bot.tonearm.session(bot.guild.id);
    if (!session) throw new Error('The bot plays nothing here.');
    return session;
  };
  const play = async (query: string) => {
    const card = await bot.manager.command(bot.text, 'play', { query });
    await reaches(card, 'playing');
    return card;
  };
  const heard = () => bot.voice.listener.frames.map(({ opus }) => Buffer.from(opus).toString('hex'));

  /** Changes the sound; resolves when it is heard, with how long that took and at which frame. */
  const change = (to: SoundChange, isNew: (frame: string, index: number) => boolean) =>
    new Promise<{ readonly tookMs: number; readonly index: number }>((resolve) => {
      const askedAtMs = performance.now();
      const stop = bot.voice.listener.onFrame(({ opus }) => {
        const index = bot.voice.listener.frames.length - 1;
        if (!isNew(Buffer.from(opus).toString('hex'), index)) return;
        stop();
        resolve({ tookMs: performance.now() - askedAtMs, index });
      });
      controls().setSound(to);
    });

  describe('of what plays', function () {
    this.retries(RETRIES);

    it('changes within half a second, without a gap, and is untouched again afterwards, each frame in its place', async () => {
      await play('local:Long Play.opus');
      await bot.voice.listener.waitForFrames(60);
      const quieter = await change({ volumePercent: 50 }, (frame, index) => frame !== original[index]);
      await bot.voice.listener.waitForFrames(quieter.index + 60);
      const plain = await change({ volumePercent: 100 }, (frame, index) => frame === original[index]);
      const frames = await bot.voice.listener.waitForFrames(plain.index + 60);
      console.log(`      volume in ${Math.round(quieter.tookMs)} ms, plain in ${Math.round(plain.tookMs)} ms`);
      expect(heard().slice(0, quieter.index)).to.deep.equal(original.slice(0, quieter.index));
      expect(heard().slice(plain.index)).to.deep.equal(original.slice(plain.index, frames.length));
      expect(gapsOf(bot.voice.listener, bot.stalls)).to.deep.equal([]);
      expect(bot.voice.listener.counts).to.include({ silence: 0, lost: 0 });
      for (const { tookMs } of [quieter, plain]) expect(tookMs).to.be.below(SOON_MS);
    });

    it('goes to another place, and to that place alone', async () => {
      await play('local:Long Play.opus');
      await bot.voice.listener.waitForFrames(60);
      controls().seek(8_000);
      const askedAtFrame = bot.voice.listener.frames.length;
      await bot.voice.listener.waitForFrames(askedAtFrame + 60);
      const first = heard().findIndex((frame, index) => frame !== original[index]);
      expect(heard().slice(first, first + 25)).to.deep.equal(original.slice(400, 425));
      expect((first - askedAtFrame) * 20).to.be.below(SOON_MS);
      expect(gapsOf(bot.voice.listener, bot.stalls)).to.deep.equal([]);
      expect(controls().snapshot.playing?.positionMs).to.be.within(8_000, 10_000);
    });

    it('becomes higher and faster with nightcore, counted in the time of the track', async () => {
      controls().setSound({ filters: ['nightcore'] });
      const startedMs = performance.now();
      await play('concert pitch');
      await bot.voice.listener.waitForEnd();
      controls().setSound({ filters: [] });
      expect(bot.voice.listener.durationMs).to.be.closeTo(2_400, 60);
      expect(performance.now() - startedMs).to.be.below(6_000);
      expect(await pitchOf(bot.voice.listener.toOgg())).to.be.closeTo(550, 5.5);
    });
  });

  describe('at a joint', function () {
    this.retries(RETRIES);
    const CASES = [
      ['passed through', 'opus', {}],
      ['through ffmpeg', 'flac', {}],
      ['through ffmpeg, and changed', 'opus', { volumePercent: 80 }],
    ] as const;

    for (const [how, kind, sound] of CASES) {
      it(`goes on without a silent stretch: ${how}`, async () => {
        controls().setSound(sound);
        await play(`folder:Halves ${kind}`);
        await bot.voice.listener.waitForFrames((2 * HALF_MS) / 20);
        await bot.voice.listener.waitForEnd();
        controls().setSound({ volumePercent: 100 });
        const { silentMs, durationMs } = await jointOf(bot.voice.listener);
        expect(silentMs).to.be.at.most(10);
        expect(durationMs).to.be.closeTo(2 * HALF_MS, 20);
      });
    }

    it('lays the tracks over each other for as long as asked, without a silent stretch', async () => {
      controls().setSound({ crossfadeMs: 500 });
      await play('folder:Halves opus');
      await bot.voice.listener.waitForFrames((2 * HALF_MS - 500) / 20);
      await bot.voice.listener.waitForEnd();
      controls().setSound({ crossfadeMs: 0 });
      const { silentMs, durationMs } = await jointOf(bot.voice.listener);
      expect(silentMs).to.be.at.most(10);
      expect(durationMs).to.be.closeTo(2 * HALF_MS - 500, 40);
    });
  });
});

describe('sound, without looking ahead', function () {
  this.timeout(30_000);
  this.retries(RETRIES);

  it('has a hole at a joint, which the test of it notices', async function () {
    if (!(await findFfmpeg())) this.skip();
    const memory = (container: TestBot['container']) => container.provide(tokens.memory, () => 3 * 1024 ** 3);
    const env = { MEMORY_SOFT_MB: '2048', MEMORY_HARD_MB: '8192' };
    const bot = await aBot({ addMusic: halves, provide: memory, env });
    try {
      bot.manager.joinVoice(bot.voice);
      await bot.manager.command(bot.text, 'play', { query: 'folder:Halves flac' });
      await bot.voice.listener.waitForFrames((2 * HALF_MS) / 20);
      expect((await jointOf(bot.voice.listener)).silentMs).to.be.above(10);
    } finally {
      await bot.close();
    }
  });
});

async function halves(folder: string): Promise<void> {
  await splitSine(path.join(folder, 'Halves opus'), 'opus');
  await splitSine(path.join(folder, 'Halves flac'), 'flac');
}

async function packetsIn(file: string): Promise<readonly string[]> {
  const stream = { readable: Readable.from([await readFile(file)]), format: 'ogg/opus', positionMs: 0 } as const;
  const packets: string[] = [];
  for await (const { data } of opusPackets(stream, { signal: new AbortController().signal })) {
    packets.push(Buffer.from(data).toString('hex'));
  }
  return packets;
}
