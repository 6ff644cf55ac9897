/** A bucket's upper bound lies this much above its lower one: a quantile is at most half of that off. */
const GROWTH = 1.1;
const LOG_GROWTH = Math.log(GROWTH);

/** Values from 0 to 1 share the first bucket; the last one begins above an hour of milliseconds. */
const BUCKETS = Math.ceil(Math.log(3_600_000) / LOG_GROWTH) + 2;

/** At this many values each bucket is halved, so that the latest of them weigh most. */
const MEMORY = 2_000;

/**
 * Quantiles of a stream of durations in fixed memory, 5 % more or less: a histogram whose buckets grow
 * geometrically, from 1 ms to an hour. The last thousand or two values are what it tells of.
 */
export class QuantileSketch {
  readonly #buckets = new Uint16Array(BUCKETS);
  #count = 0;

  /** How many values it tells of; halved now and then. */
  get count(): number {
    return this.#count;
  }

  /** @param ms at least 0; anything below counts as 0 */
  add(ms: number): void {
    const bucket = ms > 1 ? Math.min(BUCKETS - 1, Math.ceil(Math.log(ms) / LOG_GROWTH)) : 0;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    if (++this.#count >= MEMORY) this.#halve();
  }

  /**
   * The value that `share` of all values do not exceed, in milliseconds; `null` without any value.
   * @param share from 0 to 1: 0.95 for the 95th percentile
   */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    const wanted = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (const [bucket, count] of this.#buckets.entries()) {
      seen += count;
      if (seen >= wanted) return bucket === 0 ? 0 : GROWTH ** (bucket - 0.5);
    }
    return null;
  }

  #halve(): void {
    this.#count = 0;
    for (const [bucket, count] of this.#buckets.entries()) {
      const half = Math.round(count / 2);
      this.#buckets[bucket] = half;
      this.#count += half;
    }
  }
}
