import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Ffmpeg, FfmpegTranscoder, findFfmpeg, opusPackets } from '@tonearm/core';
import { expect } from 'chai';
import { SoundCloudStandIn } from './a-soundcloud.js';

const SECONDS = 12;
const PIECE_SECONDS = 3;
const ID = 2_987_654_321;
const run = promisify(execFile);

describe('AAC of SoundCloud, in pieces of fragmented MP4', function () {
  this.timeout(20_000);
  let ffmpeg: Ffmpeg;
  let cloud: SoundCloudStandIn;
  before(async function () {
    const found = await findFfmpeg();
    if (!found) {
      console.log('      skipped: there is no ffmpeg here to make and to decode AAC');
      return this.skip();
    }
    ffmpeg = found;
    cloud = await SoundCloudStandIn.listen();
    for (const [name, body] of await piecesOfSine(ffmpeg)) cloud.standIn.serve(`/${ID}.aac_160k/${name}`, { body });
    cloud.add({ ways: ['hls aac_160k'], seconds: SECONDS });
  });
  after(() => cloud?.close());

  for (const positionMs of [0, 7_000]) {
    it(`sounds from ${positionMs} ms on to its end`, async () => {
      const track = await cloud.track('https://soundcloud.com/harbour-lights/slow-tide');
      const stream = await cloud.open(track, { positionMs });
      expect(stream.positionMs).to.be.within(Math.max(0, positionMs - PIECE_SECONDS * 1_000), positionMs);
      const { signal } = new AbortController();
      let packets = 0;
      const transcoder = new FfmpegTranscoder(ffmpeg);
      for await (const _ of opusPackets(stream, { signal, positionMs, transcoder })) packets += 1;
      await transcoder.close();
      expect(packets * 20).to.be.closeTo(SECONDS * 1_000 - positionMs, 100);
    });
  }
});

/** A list, the front of the stream, and its pieces, by their names. */
async function piecesOfSine(ffmpeg: Ffmpeg): Promise<readonly (readonly [string, Buffer])[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tonearm-hls-'));
  try {
    const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=44100:duration=${SECONDS}`, '-c:a', 'aac'];
    const hls = ['-f', 'hls', '-hls_segment_type', 'fmp4', '-hls_time', String(PIECE_SECONDS), '-hls_list_size', '0'];
    await run(ffmpeg.path, ['-loglevel', 'error', ...tone, ...hls, 'playlist.m3u8'], { cwd: folder });
    const names = await readdir(folder);
    return await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const));
  } finally {
    await rm(folder, { recursive: true });
  }
}
