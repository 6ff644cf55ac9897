import { envelope } from '../sound/envelope.js';
import { sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Tone } from './instrument.js';

/** A bar with its fourth harmonic and a slow tremolo: a soft voice for a melody. */
export function vibraphone({ frequencyHz, seconds, velocity }: Tone): Float32Array {
  const sound = envelope({ attackMs: 4, decayMs: 2400, sustain: 0.05, releaseMs: 420 }, seconds);
  const step = frequencyHz / SAMPLE_RATE;
  const overtoneFading = Math.exp(-9 / SAMPLE_RATE);
  let overtone = 0.42 * velocity;
  for (let i = 0; i < sound.length; i++) {
    const phase = i * step;
    const tremolo = 1 + 0.14 * sine((5.2 * i) / SAMPLE_RATE);
    sound[i] *= velocity * tremolo * (0.85 * sine(phase) + 0.08 * sine(2 * phase) + overtone * sine(4 * phase));
    overtone *= overtoneFading;
  }
  return sound;
}
