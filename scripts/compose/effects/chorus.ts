import { sine } from '../sound/oscillator.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Effect } from './effect.js';

/** Widens a bus: each side hears itself again through a delay that drifts, opposite on the two sides. */
export function chorus(depthMs: number, rateHz: number, share: number): Effect {
  return ({ left, right }) => {
    for (const [side, phase] of [
      [left, 0],
      [right, 0.5],
    ] as const) {
      const dry = side.slice();
      for (let i = 0; i < side.length; i++) {
        const delay = 0.001 * (9 + depthMs * sine(phase + (rateHz * i) / SAMPLE_RATE)) * SAMPLE_RATE;
        const from = i - delay;
        const index = Math.floor(from);
        if (index < 0) continue;
        const wet = dry[index] + (from - index) * (dry[index + 1] - dry[index]);
        side[i] = (1 - 0.4 * share) * dry[i] + share * 0.6 * wet;
      }
    }
  };
}
