/** A point of a series: how many operations there had been, and how much was held. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The straight line's rise, and how sure it is. */
export interface Slope {
  /** Per unit of x, by least squares. */
  readonly perUnit: number;
  /** Half the width of the 95 % confidence interval. */
  readonly margin: number;
  /** The smallest true slope that a series as noisy as this one shows in four of five runs. */
  readonly detectable: number;
}

/** z for two-sided 95 %, and for one-sided 80 %. */
const Z_CONFIDENCE = 1.959964;
const Z_POWER = 0.841621;

/** So many means are few enough that neighbours hardly depend on each other, and enough for a narrow interval. */
const BATCHES = 24;

/**
 * Means of consecutive points. Samples close to each other are alike, which makes least squares too sure of itself; means over
 * long stretches are nearly independent. What does not fill a batch, at the beginning, is left out; few points stay as they are.
 */
export function inBatches(points: readonly Point[]): readonly Point[] {
  const size = Math.max(1, Math.floor(points.length / BATCHES));
  const count = Math.floor(points.length / size);
  const first = points.length - count * size;
  return Array.from({ length: count }, (_, batch) => {
    const own = points.slice(first + batch * size, first + (batch + 1) * size);
    return { x: mean(own.map(({ x }) => x)), y: mean(own.map(({ y }) => y)) };
  });
}

/** The slope of the points. Fewer than three points, or all at one x, give `NaN`. */
export function slopeOf(points: readonly Point[]): Slope {
  const n = points.length;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (n < 3 || spread === 0) return { perUnit: Number.NaN, margin: Number.NaN, detectable: Number.NaN };
  const perUnit = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residual = points.reduce((sum, { x, y }) => sum + (y - meanY - perUnit * (x - meanX)) ** 2, 0);
  const error = Math.sqrt(residual / (n - 2) / spread);
  const margin = studentT(Z_CONFIDENCE, n - 2) * error;
  return { perUnit, margin, detectable: margin + studentT(Z_POWER, n - 2) * error };
}

/**
 * Student's t for the same share as the normal quantile `z`: the Cornish–Fisher series (Abramowitz and Stegun, 26.7.5),
 * off by less than 1 % from four degrees of freedom on.
 */
export function studentT(z: number, degrees: number): number {
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
