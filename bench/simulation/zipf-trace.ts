export interface TraceOptions {
  /** The same seed gives the same trace. */
  readonly seed: number;
  readonly requests: number;
  /** How many different tracks there are to ask for. */
  readonly tracks: number;
  /** How much more the first is asked for than the others: the n-th has 1/n^exponent of its share. */
  readonly exponent: number;
  /** Over how long the requests spread, in milliseconds. */
  readonly durationMs: number;
}

/** One request of a trace. */
export interface TraceStep {
  /** Milliseconds since the trace began. */
  readonly atMs: number;
  /** The number of the track, from 0, the most wanted first. */
  readonly track: number;
}

/** Requests at random times for tracks as unequal in favour as music is. Pure. */
export function zipfTrace({ seed, requests, tracks, exponent, durationMs }: TraceOptions): readonly TraceStep[] {
  const random = seededRandom(seed);
  const shares = Array.from({ length: tracks }, (_, index) => 1 / (index + 1) ** exponent);
  let total = 0;
  const upTo = shares.map((share) => {
    total += share;
    return total;
  });
  const times = Array.from({ length: requests }, () => random() * durationMs).sort((a, b) => a - b);
  return times.map((atMs) => ({ atMs, track: firstAbove(upTo, random() * total) }));
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The index of the first of the ascending values that is above `value`. */
function firstAbove(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
