import type { Lateness } from './channel-listener.js';

/** A frame that comes this much after its time is heard as a fault. */
const LATE_MS = 20;

/**
 * The distribution of how late frames were, from their offsets in time, one list for each spurt. The grid of a spurt
 * lies so that its most punctual frame is not late: a late first frame does not excuse those after it.
 */
export function latenessOf(spurts: Iterable<readonly number[]>): Lateness {
  const sorted = Float64Array.from([...spurts].flatMap(sincePunctual)).sort();
  const late = sorted.reduce((count, ms) => count + (ms > LATE_MS ? 1 : 0), 0);
  return {
    frames: sorted.length,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    maxMs: sorted.at(-1) ?? 0,
    lateShare: sorted.length === 0 ? 0 : late / sorted.length,
  };
}

function sincePunctual(offsetsMs: readonly number[]): readonly number[] {
  const punctualMs = offsetsMs.reduce((least, offsetMs) => Math.min(least, offsetMs), Number.POSITIVE_INFINITY);
  return offsetsMs.map((offsetMs) => offsetMs - punctualMs);
}

/** The smallest value that at least `share` of the values do not exceed. */
function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
