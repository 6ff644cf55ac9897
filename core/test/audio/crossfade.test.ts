import { Readable } from 'node:stream';
import { expect } from 'chai';
import { crossfade } from '../../src/audio/crossfade.js';
import type { Ffmpeg } from '../../src/audio/ffmpeg.js';
import { FfmpegTranscoder } from '../../src/audio/ffmpeg-transcoder.js';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { opusPackets } from '../../src/audio/opus-packets.js';
import { aWav, decoded, levelAt, longestSilenceMs, part, rms } from './measured-sound.js';
import { all } from './opus-builders.js';

describe('crossfade', function () {
  this.timeout(20_000);
  let ffmpeg: Ffmpeg;
  let transcoder: FfmpegTranscoder;
  const signal = new AbortController().signal;

  before(async function () {
    const found = await findFfmpeg();
    if (found === undefined) {
      console.log('      skipped: no ffmpeg on this machine');
      this.skip();
    }
    ffmpeg = found;
    transcoder = new FfmpegTranscoder(ffmpeg, { niceness: 0 });
  });
  after(() => transcoder?.close());

  const tone = (hz: number, durationMs: number) =>
    opusPackets(
      { readable: Readable.from([aWav(durationMs, [{ hz }])]), format: 'arbitrary', positionMs: 0 },
      { signal, transcoder },
    );

  it('lays the end of one track over the beginning of the next, which goes on alone and keeps its length', async () => {
    for (const fadeMs of [1_000, 4_000]) {
      const packets = await all(crossfade(tone(440, fadeMs), tone(1_000, 8_000), { transcoder, signal }));
      expect(packets.length * 20).to.be.closeTo(8_000, 20);
      const { left } = await decoded(ffmpeg, packets);
      const levels = (share: number) => {
        const moment = part(left, fadeMs * share, fadeMs * share + 100);
        return [levelAt(moment, 440), levelAt(moment, 1_000)] as const;
      };
      const [early, middle, late] = [levels(0.1), levels(0.45), levels(0.85)];
      expect(early[0]).to.be.above(2 * early[1]);
      expect(middle[0] / middle[1]).to.be.within(0.6, 1.8);
      expect(late[1]).to.be.above(2 * late[0]);
      expect(levelAt(part(left, fadeMs + 100, fadeMs + 600), 440)).to.be.below(0.005);
      expect(longestSilenceMs(left.subarray(0, -2_400))).to.be.below(10);
      const loudness = Array.from({ length: 10 }, (_, tenth) =>
        rms(part(left, (fadeMs * tenth) / 10 + 20, (fadeMs * (tenth + 1)) / 10)),
      );
      expect(Math.max(...loudness) / Math.min(...loudness), 'neither a hole nor a hill').to.be.below(1.3);
    }
  });

  it('is the next track as it is when there is nothing left of the other', async () => {
    async function* empty() {}
    const packets = await all(crossfade(empty(), tone(440, 500), { transcoder, signal }));
    expect(packets).to.deep.equal(await all(tone(440, 500)));
  });
});
