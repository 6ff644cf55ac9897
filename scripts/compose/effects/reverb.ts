import { SAMPLE_RATE, samplesOf } from '../sound/stereo.js';
import type { Effect } from './effect.js';

/** How a room answers. */
export interface RoomSound {
  /** The time in which the sound dies away by 60 dB. */
  readonly decaySeconds: number;
  readonly preDelayMs: number;
  /** How dull the walls are: 0 keeps the treble, towards 1 takes it. */
  readonly damping: number;
}

/** Mutually prime, so that the echoes of the lines never line up. */
const LINE_SAMPLES = [1427, 1637, 1871, 2053, 2297, 2503, 2777, 3041];
const LINES = LINE_SAMPLES.length;

/** Turns a bus into its reverberation: eight delay lines that feed each other through a Householder matrix. */
export function reverb({ decaySeconds, preDelayMs, damping }: RoomSound): Effect {
  const gains = LINE_SAMPLES.map((samples) => 10 ** ((-3 * samples) / (decaySeconds * SAMPLE_RATE)));
  const preDelay = Math.max(1, samplesOf(preDelayMs / 1000));
  return ({ left, right }) => {
    const lines = LINE_SAMPLES.map((samples) => new Float32Array(samples));
    const positions = new Int32Array(LINES);
    const damped = new Float64Array(LINES);
    const waitingLeft = new Float32Array(preDelay);
    const waitingRight = new Float32Array(preDelay);
    for (let i = 0; i < left.length; i++) {
      const slot = i % preDelay;
      const inLeft = waitingLeft[slot];
      const inRight = waitingRight[slot];
      waitingLeft[slot] = left[i];
      waitingRight[slot] = right[i];
      let sum = 0;
      for (let n = 0; n < LINES; n++) {
        const heard = lines[n][positions[n]];
        damped[n] += (1 - damping) * (heard - damped[n]);
        sum += damped[n];
      }
      let outLeft = 0;
      let outRight = 0;
      const share = (2 / LINES) * sum;
      for (let n = 0; n < LINES; n++) {
        const fed = gains[n] * (damped[n] - share) + 0.35 * (n % 2 === 0 ? inLeft : inRight);
        lines[n][positions[n]] = fed;
        positions[n] = positions[n] + 1 === lines[n].length ? 0 : positions[n] + 1;
        const sign = n % 4 < 2 ? 1 : -1;
        if (n % 2 === 0) outLeft += sign * damped[n];
        else outRight += sign * damped[n];
      }
      left[i] = outLeft;
      right[i] = outRight;
    }
  };
}
