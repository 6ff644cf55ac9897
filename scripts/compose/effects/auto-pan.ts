import { sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Effect } from './effect.js';

/** Sways a bus slowly between the sides, like an electric piano's stereo tremolo. */
export function autoPan(rateHz: number, depth: number): Effect {
  return ({ left, right }) => {
    for (let i = 0; i < left.length; i++) {
      const sway = depth * sine((rateHz * i) / SAMPLE_RATE);
      left[i] *= 1 + sway;
      right[i] *= 1 - sway;
    }
  };
}
