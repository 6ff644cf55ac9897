import { envelope } from '../sound/envelope.js';
import { sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Tone } from './instrument.js';

/** A glassy bell: a carrier with an inharmonic shimmer that fades first, so that the pitch stays clear. */
export function bell({ frequencyHz, seconds, velocity }: Tone): Float32Array {
  const sound = envelope({ attackMs: 12, decayMs: 4200, sustain: 0, releaseMs: 1600 }, seconds);
  const step = frequencyHz / SAMPLE_RATE;
  const fading = Math.exp(-2.2 / SAMPLE_RATE);
  let shimmer = 0.16 * velocity;
  for (let i = 0; i < sound.length; i++) {
    const phase = i * step;
    const carrier = sine(phase + shimmer * sine(3.5 * phase));
    sound[i] *= velocity * (0.75 * carrier + 0.22 * sine(2.003 * phase) + 0.2 * sine(0.999 * phase));
    shimmer *= fading;
  }
  return sound;
}
