import { envelope } from '../sound/envelope.js';
import { sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Tone } from './instrument.js';

/** A tine piano: two sines in frequency modulation, the harder struck the brighter, and the short ring of the tine. */
export function electricPiano({ frequencyHz, seconds, velocity }: Tone): Float32Array {
  const sound = envelope({ attackMs: 3, decayMs: 3200, sustain: 0, releaseMs: 220 }, seconds);
  const step = frequencyHz / SAMPLE_RATE;
  const darkening = Math.exp(-3.5 / SAMPLE_RATE);
  const tineFading = Math.exp(-22 / SAMPLE_RATE);
  let hammer = 1;
  let tine = 0.14 * velocity;
  for (let i = 0; i < sound.length; i++) {
    const phase = i * step;
    const depth = velocity * (0.09 + 0.22 * hammer);
    sound[i] *=
      velocity * (0.8 * sine(phase + depth * sine(phase)) + 0.18 * sine(2 * phase) * hammer + tine * sine(7 * phase));
    hammer *= darkening;
    tine *= tineFading;
  }
  return sound;
}
