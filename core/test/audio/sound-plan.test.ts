import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { Ffmpeg } from '../../src/audio/ffmpeg.js';
import { FfmpegTranscoder } from '../../src/audio/ffmpeg-transcoder.js';
import { findFfmpeg } from '../../src/audio/find-ffmpeg.js';
import { oggOpusFile } from '../../src/audio/ogg-writer.js';
import { opusPackets } from '../../src/audio/opus-packets.js';
import { changedSound, PLAIN_SOUND, type SoundChange } from '../../src/audio/sound.js';
import { isSoundFilterName, SOUND_FILTERS, type SoundFilterName } from '../../src/audio/sound-filters.js';
import { soundPlan } from '../../src/audio/sound-plan.js';
import { aWav, decibels, decoded, levelAt, part, pitchOf, rms, type Stereo, type Tone } from './measured-sound.js';
import { all } from './opus-builders.js';

const names = Object.keys(SOUND_FILTERS).filter(isSoundFilterName);
const planOf = (change: SoundChange, gainDb?: number) =>
  soundPlan(changedSound(PLAIN_SOUND, change), gainDb === undefined ? {} : { gainDb });

describe('soundPlan', () => {
  it('is not there while nothing changes the sound', () => {
    expect(planOf({})).to.equal(undefined);
    expect(planOf({ crossfadeMs: 5_000 }), 'that is of the joint, not of the sound').to.equal(undefined);
    expect(planOf({ normalize: true }, 0.05), 'it is as loud as it should be').to.equal(undefined);
    expect(planOf({ speedPercent: 125, filters: ['slower'] }), 'one takes the other back').to.equal(undefined);
  });

  it('multiplies the speeds of what is chosen', () => {
    expect(planOf({ speedPercent: 200, filters: ['nightcore'] })?.speed).to.equal(2.5);
    expect(planOf({ volumePercent: 50 })?.speed).to.equal(1);
  });

  it('keeps to what every version of ffmpeg can do in one step, and to sane gains', () => {
    for (const speedPercent of [50, 200]) {
      for (const pitchPercent of [50, 200]) {
        const chain = planOf({ speedPercent, pitchPercent })?.chain ?? '';
        for (const [, tempo] of chain.matchAll(/atempo=([\d.]+)/g)) expect(Number(tempo)).to.be.within(0.5, 2);
      }
    }
    expect(planOf({ normalize: true }, 500)?.chain).to.match(/^volume=12\.00dB,/);
    expect(planOf({ normalize: true }, -500)?.chain).to.equal('volume=-24.00dB');
    expect(planOf({ normalize: true }, Number.NaN)).to.equal(undefined);
  });

  describe('through ffmpeg', function () {
    this.timeout(60_000);
    let ffmpeg: Ffmpeg;
    let transcoder: FfmpegTranscoder;

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

    const signal = new AbortController().signal;
    const packetsOf = (bytes: Buffer, change: SoundChange = {}, positionMs = 0, gainDb?: number) =>
      all(
        opusPackets(
          { readable: Readable.from([bytes]), format: 'arbitrary', positionMs: 0 },
          { signal, transcoder, positionMs, sound: planOf(change, gainDb) },
        ),
      );
    const heard = async (bytes: Buffer, change?: SoundChange, positionMs?: number, gainDb?: number): Promise<Stereo> =>
      decoded(ffmpeg, await packetsOf(bytes, change, positionMs, gainDb));
    /** Without the edges, where filters find their feet. */
    const middle = ({ left }: Stereo) => part(left, 400, left.length / 48 - 200);
    /** How much louder one frequency became, in dB. */
    const gainAt = async (hz: number, change: SoundChange): Promise<number> => {
      const wav = aWav(1_500, [{ hz, left: 0.1, right: 0.1 }]);
      return decibels(levelAt(middle(await heard(wav, change)), hz) / levelAt(middle(await heard(wav)), hz));
    };

    it('makes it as loud as the volume says, up to what can be sent', async () => {
      expect(await gainAt(440, { volumePercent: 50 })).to.be.closeTo(-6, 0.3);
      expect(await gainAt(440, { volumePercent: 200 })).to.be.closeTo(6, 0.3);
      expect(rms((await heard(aWav(1_000), { volumePercent: 0 })).left)).to.be.below(0.001);
      const loud = await heard(aWav(1_000, [{ hz: 440, left: 0.9, right: 0.9 }]), { volumePercent: 200 });
      const loudest = middle(loud).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(loudest, 'limited, not clipped').to.be.within(0.85, 1.02);
    });

    it('brings tracks to one loudness: by their tags, else by what is heard', async () => {
      const quiet = aWav(3_000, [{ hz: 440, left: 0.05, right: 0.05 }]);
      const gained = await heard(quiet, { normalize: true }, 0, 6);
      expect(decibels(rms(middle(gained)) / rms(middle(await heard(quiet))))).to.be.closeTo(6, 0.3);
      const loud = aWav(3_000, [{ hz: 440, left: 0.5, right: 0.5 }]);
      const difference = async (change: SoundChange) =>
        decibels(rms(middle(await heard(loud, change))) / rms(middle(await heard(quiet, change))));
      expect(await difference({})).to.be.closeTo(20, 0.5);
      expect(await difference({ normalize: true })).to.be.below(16);
    });

    it('changes speed and pitch on their own, and together', async () => {
      const cases = [
        [{ speedPercent: 150 }, 440, 2_000],
        [{ speedPercent: 50 }, 440, 6_000],
        [{ pitchPercent: 150 }, 660, 3_000],
        [{ pitchPercent: 50 }, 220, 3_000],
        [{ filters: ['nightcore'] }, 550, 2_400],
        [{ filters: ['vaporwave'] }, 352, 3_750],
        [{ filters: ['faster'] }, 440, 2_400],
        [{ filters: ['slower'] }, 440, 3_750],
        [{ filters: ['higher'] }, 550, 3_000],
        [{ filters: ['lower'] }, 352, 3_000],
      ] as const satisfies readonly (readonly [SoundChange, number, number])[];
      const wav = aWav(3_000);
      for (const [change, hz, durationMs] of cases) {
        const sound = await heard(wav, change);
        expect(sound.left.length / 48, JSON.stringify(change)).to.be.closeTo(durationMs, 40);
        expect(pitchOf(middle(sound)), JSON.stringify(change)).to.be.closeTo(hz, hz / 100);
      }
    });

    it('raises and lowers what each filter says', async () => {
      const expected: Partial<
        Record<SoundFilterName, readonly (readonly [hz: number, least: number, most: number])[]>
      > = {
        'bass-low': [
          [60, 2, 5],
          [2_000, -1, 1],
        ],
        'bass-medium': [
          [60, 5, 9],
          [2_000, -1, 1],
        ],
        'bass-high': [
          [60, 9, 15],
          [2_000, -1, 1],
        ],
        treble: [
          [9_000, 4, 8],
          [300, -1, 1],
        ],
        soft: [
          [9_000, -10, -5],
          [500, -2, 2],
        ],
        pop: [
          [910, 2, 5],
          [60, -2, 0],
        ],
        rock: [
          [60, 3, 7],
          [910, -3, 0],
        ],
        jazz: [
          [60, 2, 5],
          [910, -2, 1],
        ],
        classical: [
          [60, 2, 6],
          [910, -2, 1],
        ],
        electronic: [
          [60, 3, 7],
          [910, -3, 0],
        ],
        party: [
          [60, 4, 8],
          [910, -1, 2],
        ],
        vocal: [
          [910, 2, 6],
          [60, -5, -2],
        ],
        night: [
          [60, -10, -5],
          [910, -1, 2],
        ],
        telephone: [
          [60, -40, -20],
          [1_000, -2, 1],
          [9_000, -40, -12],
        ],
      };
      for (const [name, bands] of Object.entries(expected)) {
        for (const [hz, least, most] of bands) {
          expect(await gainAt(hz, { filters: [name] }), `${name} at ${hz} Hz`).to.be.within(least, most);
        }
      }
    });

    it('moves the sound between the ears, and takes away what is in the middle', async () => {
      const round = await heard(aWav(12_000), { filters: ['8d'] });
      const lead = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((second) =>
        decibels(
          rms(part(round.left, second * 1_000, second * 1_000 + 500)) /
            rms(part(round.right, second * 1_000, second * 1_000 + 500)),
        ),
      );
      expect(Math.max(...lead), 'left').to.be.above(4);
      expect(Math.min(...lead), 'right').to.be.below(-4);
      const band: readonly Tone[] = [{ hz: 440 }, { hz: 1_000, left: 0.2, right: -0.2 }];
      const sung = await heard(aWav(1_500, band), { filters: ['karaoke'] });
      expect(levelAt(middle(sung), 1_000) / levelAt(middle(sung), 440)).to.be.above(8);
      const wide = await heard(aWav(1_500, band), { filters: ['wide'] });
      expect(levelAt(middle(wide), 1_000) / levelAt(middle(wide), 440)).to.be.above(1.2);
      const mono = await heard(aWav(1_500, [{ hz: 440, right: 0 }]), { filters: ['mono'] });
      expect(decibels(rms(part(mono.left, 400, 1_300)) / rms(part(mono.right, 400, 1_300)))).to.be.closeTo(0, 0.5);
    });

    it('makes it tremble, waver and echo', async () => {
      const levels = (samples: Float32Array, everyMs: number) =>
        Array.from({ length: 60 }, (_, index) =>
          rms(part(samples, 400 + index * everyMs, 400 + (index + 1) * everyMs)),
        );
      const trembling = levels((await heard(aWav(2_500), { filters: ['tremolo'] })).left, 25);
      expect(Math.max(...trembling) / Math.min(...trembling)).to.be.above(1.8);
      const { left: wavering } = await heard(aWav(2_500), { filters: ['vibrato'] });
      const pitches = Array.from({ length: 40 }, (_, index) =>
        pitchOf(part(wavering, 400 + index * 40, 440 + index * 40)),
      );
      expect(Math.max(...pitches) - Math.min(...pitches)).to.be.above(10);
      const click = Buffer.concat([aWav(1_000).subarray(0, 44 + 48 * 4 * 40), Buffer.alloc(48 * 4 * 960)]);
      const echo = await heard(click, { filters: ['echo'] });
      expect(rms(part(echo.left, 95, 130)) / rms(part(echo.left, 200, 240))).to.be.above(20);
    });

    it('is known in full to this ffmpeg, each filter alone and with all the rest changed', async () => {
      for (const name of names) {
        const change = { filters: [name], speedPercent: 90, pitchPercent: 110, normalize: true, volumePercent: 120 };
        const packets = await packetsOf(aWav(400), change);
        const { speed = 0 } = planOf(change) ?? {};
        const durationMs = 400 / speed + (name === 'echo' ? 90 : 0);
        expect(packets.length * 20, name).to.be.closeTo(durationMs, 41);
      }
    });

    it('keeps the time to the sample, from the start and from any position, when only the loudness changes', async () => {
      const wav = chirp(4_000);
      const opus = oggOpusFile(await packetsOf(wav), { preSkip: 0 });
      const untouched = await heard(opus);
      for (const change of [{ volumePercent: 50 }, { volumePercent: 120 }, { normalize: true }]) {
        for (const positionMs of [0, 20, 1_000, 2_020]) {
          const changed = await heard(opus, change, positionMs);
          expect(changed.left.length / 48).to.equal(4_000 - positionMs);
          const lag = lagOf(part(untouched.left, positionMs, positionMs + 1_500), part(changed.left, 0, 1_500));
          expect(Math.abs(lag), `${JSON.stringify(change)} from ${positionMs}`).to.be.at.most(1);
        }
      }
    });
  });
});

/** Tones that rise and fall so that no part of it is like another. */
function chirp(durationMs: number): Buffer {
  const wav = aWav(durationMs);
  for (let index = 0; index < durationMs * 48; index += 1) {
    const atS = index / 48_000;
    const value = Math.round(
      8_000 * Math.sin(2 * Math.PI * (300 * atS + 400 * atS * atS)) * (0.6 + 0.4 * Math.sin(37 * atS)),
    );
    wav.writeInt16LE(value, 44 + index * 4);
    wav.writeInt16LE(value, 46 + index * 4);
  }
  return wav;
}

/** By how many samples the second is later than the first, where they are most alike. */
function lagOf(first: Float32Array, second: Float32Array): number {
  const [from, length, most] = [12_000, 40_000, 1_000];
  let best = { lag: 0, likeness: Number.NEGATIVE_INFINITY };
  for (let lag = -most; lag <= most; lag += 1) {
    let likeness = 0;
    for (let at = from; at < from + length; at += 7) likeness += (first[at] ?? 0) * (second[at + lag] ?? 0);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best.lag;
}
