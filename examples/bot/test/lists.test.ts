import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OpusPacket } from '@tonearm/core';
import type { HeardFrame } from '@tonearm/discord-sandbox';
import { expect } from 'chai';
import { aBot, type TestBot } from './support/a-bot.js';
import { reaches, wordsOf } from './support/cards.js';
import { RETRIES } from './support/gaps.js';

/** `Short Drop.opus`, three seconds long, as two tracks of one and of two seconds. */
const SHEET = `TITLE "Both Sides"
FILE "Short Drop.wav" WAVE
TRACK 01 AUDIO
TITLE "Side One"
INDEX 01 00:00:00
TRACK 02 AUDIO
TITLE "Side Two"
INDEX 01 00:01:00
`;
const LIST = '#EXTM3U\r\nMixtape\\2 Second.opus\r\nMixtape\\Gone.opus\r\nMixtape\\1 First.opus\r\n';

describe('lists in the music folder', function () {
  this.timeout(30_000);
  this.retries(RETRIES);
  let bot: TestBot;

  before(async () => {
    bot = await aBot({ addMusic });
    bot.manager.joinVoice(bot.voice);
  });
  after(() => bot.close());
  afterEach(async () => {
    const { listener } = bot.voice;
    if (listener.frames.length > 0) await listener.waitForEnd();
    listener.clear();
  });

  /** Plays it until the card tells of the end of that track. */
  async function hear(query: string, last: RegExp, frames: number): Promise<readonly HeardFrame[]> {
    const card = await bot.manager.command(bot.text, 'play', { query });
    await card.waitFor(({ message }) => last.test(wordsOf(message)), 20_000);
    return bot.voice.listener.waitForFrames(frames);
  }

  it('play what a playlist names, in its order', async () => {
    const { first, second } = bot.music.packets;
    const heard = await hear('playlist:party', /Played .*First Side/, first.length + second.length);
    expect(bytesOf(heard)).to.deep.equal(packetsOf([...second, ...first]));
  });

  it('play the tracks of a sheet one after the other, without a gap and without a packet twice', async () => {
    const { shortDrop } = bot.music.packets;
    const heard = await hear('Both Sides.cue', /Played .*Side Two/, shortDrop.length);
    expect(bytesOf(heard)).to.deep.equal(packetsOf(shortDrop));
  });

  it('play one track of a sheet, from its start to its end', async () => {
    const { shortDrop } = bot.music.packets;
    expect(bytesOf(await hear('Both Sides.cue/1', /Played .*Side One/, 50))).to.deep.equal(
      packetsOf(shortDrop.slice(0, 50)),
    );
  });

  it('are known at once after a restart, and so is the music', async () => {
    bot = await bot.restart();
    const card = await bot.manager.command(bot.text, 'play', { query: 'playlist:party' });
    await reaches(card, 'playing', 10_000);
    expect(bot.log.lines.map(({ message }) => message)).to.include('The music folder is known from before');
  });
});

async function addMusic(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'Both Sides.cue'), SHEET);
  await writeFile(path.join(folder, 'Summer Party.m3u'), LIST);
}

function bytesOf(frames: readonly HeardFrame[]): readonly string[] {
  return frames.map(({ opus }) => Buffer.from(opus).toString('hex'));
}

function packetsOf(packets: readonly OpusPacket[]): readonly string[] {
  return packets.map(({ data }) => Buffer.from(data).toString('hex'));
}
