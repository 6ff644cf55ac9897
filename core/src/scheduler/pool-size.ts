export interface PoolSizeOptions {
  readonly minWorkers: number;
  readonly maxWorkers: number;
}

/** How far back arrivals count, in milliseconds: an older one weighs a third or less. */
const ARRIVALS_MS = 30_000;

/** How much the latest run weighs in the mean. */
const LATEST_SHARE = 0.1;

/** What a run is taken to last before one has been measured: a lookup over the network, in milliseconds. */
const FIRST_GUESS_MS = 1_000;

/** The part of their time that workers are meant to be busy; the rest is for what comes in bunches. */
const UTILISATION = 0.8;

/** In this time the workers should get through what waits, in milliseconds. */
const CATCH_UP_MS = 10_000;

/** A worker goes only when it was not wanted for this long, in milliseconds. */
const SHRINK_AFTER_MS = 30_000;

/**
 * How many workers there should be. By Little's law, as many are busy on average as arrive per second times the
 * seconds that each takes; more are wanted while a backlog has to be caught up with. Grows at once; shrinks to the
 * most that was wanted in the last half minute, so that it does not flap. Keeps no time of its own: callers pass
 * milliseconds that never fall.
 */
export class PoolSize {
  #min: number;
  #max: number;
  /** Arrivals per millisecond at {@link #rateAtMs}; falls exponentially from there. */
  #rate = 0;
  #rateAtMs = 0;
  #meanMs: number | null = null;
  #size: number;
  /** Since when fewer are wanted than there are, and the most of what was wanted since. */
  #quiet: { readonly sinceMs: number; most: number } | undefined = undefined;

  constructor({ minWorkers, maxWorkers }: PoolSizeOptions) {
    this.#min = minWorkers;
    this.#max = maxWorkers;
    this.#size = minWorkers;
  }

  /** How long a run takes by recent measure, in milliseconds; `null` before the first one. */
  get meanServiceMs(): number | null {
    return this.#meanMs;
  }

  /** Keeps what was measured, from now on between these bounds. */
  bound({ minWorkers, maxWorkers }: PoolSizeOptions): void {
    this.#min = minWorkers;
    this.#max = maxWorkers;
    this.#size = minWorkers;
    this.#quiet = undefined;
  }

  /** Something came to be done. */
  arrived(nowMs: number): void {
    this.#rate = this.#rateAt(nowMs) + 1 / ARRIVALS_MS;
    this.#rateAtMs = nowMs;
  }

  /** A run has ended. */
  served(tookMs: number): void {
    this.#meanMs = this.#meanMs === null ? tookMs : this.#meanMs + LATEST_SHARE * (tookMs - this.#meanMs);
  }

  /**
   * The number of workers from now on.
   * @param waiting how much waits for a worker
   */
  review(nowMs: number, waiting: number): number {
    const wanted = this.#wanted(nowMs, waiting);
    if (wanted >= this.#size) {
      this.#size = wanted;
      this.#quiet = undefined;
    } else if (this.#quiet === undefined) {
      this.#quiet = { sinceMs: nowMs, most: wanted };
    } else {
      this.#quiet.most = Math.max(this.#quiet.most, wanted);
      if (nowMs - this.#quiet.sinceMs >= SHRINK_AFTER_MS) {
        this.#size = this.#quiet.most;
        this.#quiet = undefined;
      }
    }
    return this.#size;
  }

  #wanted(nowMs: number, waiting: number): number {
    const serviceMs = this.#meanMs ?? FIRST_GUESS_MS;
    const forArrivals = (this.#rateAt(nowMs) * serviceMs) / UTILISATION;
    const forBacklog = (waiting * serviceMs) / CATCH_UP_MS;
    return Math.min(this.#max, Math.max(this.#min, Math.ceil(forArrivals + forBacklog)));
  }

  #rateAt(nowMs: number): number {
    return this.#rate * Math.exp((this.#rateAtMs - nowMs) / ARRIVALS_MS);
  }
}
