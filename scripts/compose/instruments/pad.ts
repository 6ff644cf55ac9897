import { envelope } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { saw, sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Instrument } from './instrument.js';

/** How a pad sounds. */
export interface PadSound {
  readonly attackMs: number;
  readonly releaseMs: number;
  /** Where its low-pass filter rests. */
  readonly cutoffHz: number;
  /** How far apart its three voices are tuned. */
  readonly detuneCents: number;
}

/** Three saws, slightly apart, behind a low-pass filter that breathes. */
export function pad({ attackMs, releaseMs, cutoffHz, detuneCents }: PadSound): Instrument {
  return ({ frequencyHz, seconds, velocity, random }) => {
    const sound = envelope({ attackMs, decayMs: 4000, sustain: 0.8, releaseMs }, seconds);
    const filter = new StateVariableFilter(cutoffHz);
    const breath = random();
    const voices = [-1, 0.1, 1].map((side) => ({
      step: (frequencyHz * 2 ** ((side * detuneCents) / 1200)) / SAMPLE_RATE,
      start: random(),
    }));
    const [low, middle, high] = voices;
    for (let i = 0; i < sound.length; i++) {
      if (i % 64 === 0) filter.tune(cutoffHz * (1 + 0.25 * sine(breath + (0.13 * i) / SAMPLE_RATE)), 0.8);
      const mixed =
        saw(low.start + i * low.step, low.step) +
        saw(middle.start + i * middle.step, middle.step) +
        saw(high.start + i * high.step, high.step);
      sound[i] *= 0.3 * velocity * filter.process(mixed);
    }
    return sound;
  };
}
