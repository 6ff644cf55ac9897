import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parseBuffer } from 'music-metadata';
import { ARTIST, CATALOGUE, cutsOf, type Track } from '#compose/catalogue';
import { decode, findFfmpeg } from '#compose/encode/ffmpeg';
import { readOggPackets } from '#compose/encode/ogg';
import type { Cut } from '#compose/encode/opus-file';
import { integratedLoudness } from '#compose/master/loudness';
import { master } from '#compose/master/master';
import { truePeak } from '#compose/master/true-peak';
import { measureRelease } from '#compose/measure';
import { lengthOf, mixdown, PACKET_SAMPLES } from '#compose/mix/mixdown';
import { leadInGroove } from '#compose/pieces/lead-in-groove';
import { needleDrop } from '#compose/pieces/needle-drop';
import { secondsAt } from '#compose/score/groove';
import { frequencyOf } from '#compose/score/pitch';
import { decibels, SAMPLE_RATE, type Stereo } from '#compose/sound/stereo';

const MUSIC = fileURLToPath(new URL('../../examples/bot/music', import.meta.url));
const NEEDLE_DROP = join(MUSIC, '01 Needle Drop.opus');
const TRACKS = CATALOGUE.flatMap((release) => release.tracks);

describe('our own music', () => {
  for (const track of TRACKS) {
    it(`${track.file} lasts 60 to 90 seconds and carries its tags and a cover`, async () => {
      const bytes = await readFile(join(MUSIC, track.file));
      const { format, common } = await parseBuffer(bytes, 'audio/opus', { duration: true });
      expect(format.codec).to.equal('Opus');
      expect(format.duration).to.be.within(60, 90);
      expect(common).to.deep.include({ title: track.title, artist: ARTIST, album: track.album, year: 2026 });
      expect(common.track).to.deep.equal({ no: Number(track.number[0]), of: 2 });
      expect(common.genre).to.deep.equal([track.genre]);
      expect(bytes.includes('LICENSE=CC0-1.0')).to.equal(true);
      const [cover] = common.picture ?? [];
      expect(cover?.format).to.equal('image/png');
      expect(cover?.data.length).to.be.within(1000, 60_000);
      expect(bytes.length).to.be.below(1_200_000);
    });

    it(`${track.file} begins and ends between two packets`, async () => {
      const [head, , ...packets] = readOggPackets(await readFile(join(MUSIC, track.file)));
      const { from, to } = cutOf(track);
      expect(Buffer.from(head ?? []).readUInt16LE(10), 'pre-skip').to.equal(PACKET_SAMPLES);
      expect(packets).to.have.length(1 + (to - from) / PACKET_SAMPLES);
    });
  }

  it('keeps the loudness and the true peaks that its table promises, and the album runs on across its joint', function () {
    this.timeout(60_000);
    const ffmpeg = ffmpegOrSkip(this);
    for (const release of CATALOGUE) {
      const { files, joints } = measureRelease(release, ffmpeg, MUSIC);
      for (const file of files) {
        expect(file.loudnessLufs, `${file.track.file}, LUFS`).to.be.within(-17, -15);
        expect(file.truePeakDb, `${file.track.file}, dBTP`).to.be.at.most(-1);
      }
      expect(files.reduce((sum, file) => sum + Math.round(file.seconds * SAMPLE_RATE), 0)).to.equal(
        lengthOf(release.piece()),
      );
      expect(joints).to.have.length(release.tracks.length - 1);
      for (const joint of joints) {
        expect(joint.quietMs).to.be.below(10);
        expect(joint.step).to.be.at.most(joint.usualStep);
      }
    }
  });

  describe('composed again', () => {
    let render: Stereo;

    before(function () {
      this.timeout(60_000);
      render = mixdown(needleDrop());
      master(render);
    });

    it('is as loud as promised and silent at both ends', () => {
      expect(integratedLoudness(render)).to.be.within(-16.1, -15.9);
      expect(decibels(truePeak(render))).to.be.at.most(-2.2);
      for (const side of [render.left, render.right]) {
        expect(Math.abs(side[0] ?? 1)).to.be.below(0.001);
        expect(Math.abs(side.at(-1) ?? 1)).to.be.below(0.001);
      }
    });

    it('sounds the pitches of its tune', () => {
      const piece = needleDrop();
      // Dry: an echo would still sound the note before.
      const tune = piece.channels
        .filter(({ name }) => name === 'tune')
        .map((channel) => ({ ...channel, roomDb: -120, echoDb: -120 }));
      const { left } = mixdown({ ...piece, channels: tune });
      const notes = (tune[0]?.notes ?? []).filter(({ beats }) => beats >= 1);
      expect(notes).to.have.length.above(20);
      for (const note of notes) {
        const from = Math.round((secondsAt(piece.groove, note.atBeat) + 0.1) * SAMPLE_RATE);
        const heard = left.subarray(from, from + 0.5 * SAMPLE_RATE);
        const levels = [-2, -1, 0, 1, 2].map((step) => level(heard, frequencyOf(note.pitch + step)));
        expect(Math.max(...levels), `beat ${note.atBeat}`).to.equal(levels[2]);
      }
    });

    it('is what the file holds', function () {
      this.timeout(60_000);
      const ffmpeg = ffmpegOrSkip(this);
      const file = decode(ffmpeg, NEEDLE_DROP);
      expect(file.left).to.have.length(render.left.length);
      expect(likeness(file.left, render.left)).to.be.above(0.98);
      expect(likeness(file.right, render.right)).to.be.above(0.98);
    });
  });

  it('is the same piece each time it is played', function () {
    this.timeout(60_000);
    const piece = leadInGroove();
    const short = {
      ...piece,
      beats: 16,
      channels: piece.channels.map((channel) => ({
        ...channel,
        notes: channel.notes.filter((note) => note.atBeat < 16),
      })),
    };
    expect(Buffer.from(mixdown(short).left.buffer).equals(Buffer.from(mixdown(short).left.buffer))).to.equal(true);
  });
});

/** Where a track lies in its render. */
function cutOf(track: Track): Cut {
  for (const release of CATALOGUE) {
    const cut = cutsOf(release, lengthOf(release.piece()))[release.tracks.indexOf(track)];
    if (cut !== undefined) return cut;
  }
  throw new RangeError(`${track.file} is on no release`);
}

/** The level of one frequency in a sound: the length of its Fourier sum. */
function level(sound: Float32Array, frequencyHz: number): number {
  let real = 0;
  let imaginary = 0;
  for (const [i, sample] of sound.entries()) {
    const angle = (2 * Math.PI * frequencyHz * i) / SAMPLE_RATE;
    const window = Math.sin((Math.PI * i) / sound.length) ** 2;
    real += window * sample * Math.cos(angle);
    imaginary += window * sample * Math.sin(angle);
  }
  return Math.hypot(real, imaginary);
}

/** The correlation of two sounds: 1 is the same wave. */
function likeness(one: Float32Array, other: Float32Array): number {
  let [both, first, second] = [0, 0, 0];
  for (const [i, sample] of one.entries()) {
    const matching = other[i] ?? 0;
    both += sample * matching;
    first += sample * sample;
    second += matching * matching;
  }
  return both / Math.sqrt(first * second);
}

function ffmpegOrSkip(test: Mocha.Context): string {
  try {
    return findFfmpeg();
  } catch {
    console.log('      skipped: decoding needs ffmpeg; set FFMPEG_PATH or install it');
    return test.skip();
  }
}
