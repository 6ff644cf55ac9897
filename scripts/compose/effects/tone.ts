import { type Point, valueAt } from '../sound/automation.js';
import { StateVariableFilter } from '../sound/filter.js';
import { SAMPLE_RATE } from '../sound/stereo.js';
import type { Effect } from './effect.js';

/** Takes away what lies above `cutoffHz`. */
export function lowPass(cutoffHz: number): Effect {
  return lowPassSweep([{ at: 0, value: cutoffHz }]);
}

/** A low-pass filter that moves along a line; `at` is in seconds, `value` in Hz. */
export function lowPassSweep(cutoffs: readonly Point[]): Effect {
  return ({ left, right }) => {
    for (const side of [left, right]) {
      const filter = new StateVariableFilter(cutoffs[0].value);
      for (let i = 0; i < side.length; i++) {
        if (i % 256 === 0) filter.tune(valueAt(cutoffs, i / SAMPLE_RATE));
        side[i] = filter.process(side[i]);
      }
    }
  };
}

/** Takes away what lies below `cutoffHz`, so that only bass and kick carry the low end. */
export function highPass(cutoffHz: number): Effect {
  return ({ left, right }) => {
    for (const side of [left, right]) {
      const filter = new StateVariableFilter(cutoffHz);
      for (let i = 0; i < side.length; i++) {
        filter.process(side[i]);
        side[i] = filter.high;
      }
    }
  };
}

/** Warms a bus: loud samples are rounded the more, `drive` 1 is gentle. */
export function saturation(drive: number): Effect {
  const scale = 1 / Math.tanh(drive);
  return ({ left, right }) => {
    for (const side of [left, right]) {
      for (let i = 0; i < side.length; i++) side[i] = scale * Math.tanh(drive * side[i]);
    }
  };
}
