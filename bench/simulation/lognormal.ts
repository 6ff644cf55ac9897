import { seededRandom } from './zipf-trace.js';

export interface LognormalOptions {
  /** The same seed gives the same values. */
  readonly seed: number;
  readonly count: number;
  /** Half of the values are below it. */
  readonly median: number;
  /** The standard deviation of the values' logarithm. */
  readonly sigma: number;
  /** What is above it is cut down to it. */
  readonly most: number;
}

/** Values as durations of network calls are spread: many near the median, a few far above it. Pure. */
export function lognormal({ seed, count, median, sigma, most }: LognormalOptions): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Math.min(most, median * Math.exp(sigma * standardNormal(random))));
}

/** Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
