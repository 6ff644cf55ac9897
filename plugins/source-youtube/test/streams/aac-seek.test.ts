import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Ffmpeg, FfmpegTranscoder, findFfmpeg, opusPackets } from '@tonearm/core';
import { expect } from 'chai';
import { aTubeOfSound, sound, type TubeOfSound } from './a-tube-of-sound.js';
import { anAnswer } from './player-answers.js';

const SECONDS = 60;
const run = promisify(execFile);

describe('AAC of YouTube, at a position', function () {
  this.timeout(20_000);
  let ffmpeg: Ffmpeg;
  let file: Buffer;
  let tube: TubeOfSound;
  before(async function () {
    const found = await findFfmpeg();
    if (!found) {
      console.log('      skipped: there is no ffmpeg here to make and to decode AAC');
      return this.skip();
    }
    ffmpeg = found;
    file = await sine(ffmpeg);
    tube = await aTubeOfSound();
    tube.media.serve('/one', { body: file, type: 'audio/mp4' });
    tube.tell('ONE', (question) => anAnswer([sound(question, { itag: 140 })]));
  });
  after(() => tube?.close());

  it('begins at the fragment with it, reads nothing before, and sounds to its end', async () => {
    const stream = await tube.open({ positionMs: 45_000 });
    expect(stream.format).to.equal('arbitrary');
    expect(stream.positionMs).to.be.within(42_000, 45_000);
    const { signal } = new AbortController();
    const transcoder = new FfmpegTranscoder(ffmpeg);
    const wanted = { signal, positionMs: 45_000, transcoder };
    let packets = 0;
    for await (const _ of opusPackets(stream, wanted)) packets += 1;
    await transcoder.close();
    expect(packets * 20).to.be.closeTo(SECONDS * 1_000 - 45_000, 100);
    const [head, rest] = tube.media.requests.map(({ range }) => Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1]));
    expect(head).to.equal(0);
    expect(rest).to.be.above(file.length * 0.6);
  });
});

/** A tone in fragments of two seconds, with their table before them, as YouTube writes 140. */
async function sine({ path: program }: Ffmpeg): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tonearm-aac-'));
  try {
    const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=44100:duration=${SECONDS}`, '-c:a', 'aac'];
    const form = ['-f', 'mp4', '-movflags', 'dash+global_sidx', '-frag_duration', '2000000'];
    await run(program, ['-loglevel', 'error', ...tone, ...form, 'tone.m4a'], { cwd: folder });
    return await readFile(path.join(folder, 'tone.m4a'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
