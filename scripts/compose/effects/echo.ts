import { StateVariableFilter } from '../sound/filter.js';
import { samplesOf } from '../sound/stereo.js';
import type { Effect } from './effect.js';

/** How an echo repeats. */
export interface EchoSound {
  readonly seconds: number;
  /** What is left at each repeat, 0–1. */
  readonly feedback: number;
  readonly cutoffHz: number;
}

/** Turns a bus into its echoes, which answer left and right in turn and darken. */
export function echo({ seconds, feedback, cutoffHz }: EchoSound): Effect {
  const delay = samplesOf(seconds);
  return ({ left, right }) => {
    const leftLine = new Float32Array(delay);
    const rightLine = new Float32Array(delay);
    const leftTone = new StateVariableFilter(cutoffHz);
    const rightTone = new StateVariableFilter(cutoffHz);
    for (let i = 0; i < left.length; i++) {
      const at = i % delay;
      const input = 0.5 * (left[i] + right[i]);
      const heardLeft = leftLine[at];
      const heardRight = rightLine[at];
      leftLine[at] = leftTone.process(input + feedback * heardRight);
      rightLine[at] = rightTone.process(heardLeft) * 0.95;
      left[i] = heardLeft;
      right[i] = heardRight;
    }
  };
}
