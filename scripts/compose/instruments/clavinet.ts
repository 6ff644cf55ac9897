import { envelope } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { pulse, saw } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Tone } from './instrument.js';

/** Short, bright and nasal: a narrow pulse through a filter that quacks. */
export function clavinet({ frequencyHz, seconds, velocity }: Tone): Float32Array {
  const sound = envelope({ attackMs: 2, decayMs: 420, sustain: 0.1, releaseMs: 45 }, seconds);
  const filter = new StateVariableFilter(1800);
  const step = frequencyHz / SAMPLE_RATE;
  for (let i = 0; i < sound.length; i++) {
    if (i % 16 === 0) filter.tune(700 + 2600 * velocity * Math.exp((-14 * i) / SAMPLE_RATE), 1.8);
    const phase = i * step;
    filter.process(0.7 * pulse(phase, step, 0.22) + 0.2 * saw(phase * 1.003, step));
    sound[i] *= velocity * (0.6 * filter.band + 0.4 * filter.low);
  }
  return sound;
}
