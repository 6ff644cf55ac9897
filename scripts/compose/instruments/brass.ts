import { envelope } from '../sound/envelope.js';
import { StateVariableFilter } from '../sound/filter.js';
import { saw } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Tone } from './instrument.js';

/** A section of three saws whose filter opens with the breath. */
export function brass({ frequencyHz, seconds, velocity, random }: Tone): Float32Array {
  const sound = envelope({ attackMs: 18, decayMs: 600, sustain: 0.65, releaseMs: 110 }, seconds);
  const filter = new StateVariableFilter(600);
  const step = frequencyHz / SAMPLE_RATE;
  const start = random();
  for (let i = 0; i < sound.length; i++) {
    const time = i / SAMPLE_RATE;
    if (i % 16 === 0) filter.tune(500 + 3600 * velocity * Math.min(1, time / 0.05) * Math.exp(-2.5 * time), 0.9);
    const phase = i * step;
    const players = saw(phase, step) + saw(phase * 1.004 + start, step) + saw(phase * 0.9965 + 0.6, step);
    sound[i] *= 0.32 * velocity * filter.process(players);
  }
  return sound;
}
