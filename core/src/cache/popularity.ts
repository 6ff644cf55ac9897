import { SetupError } from '../errors/setup-errors.js';

export interface PopularityOptions {
  /** After this long without a hit a key is half as popular, in milliseconds. */
  readonly halfLifeMs: number;
  /** So many keys are remembered; the least popular are forgotten first. */
  readonly maxKeys: number;
}

/** One key as it is written down: its score at that moment, in Unix milliseconds. */
export type PopularityRecord = readonly [key: string, score: number, atMs: number];

interface Score {
  readonly score: number;
  readonly atMs: number;
}

/** Above its bound by this share, it forgets down to the bound at once: that keeps a hit cheap. */
const SLACK = 0.25;
/** How many records it takes to be worth sorting, whatever the bound. */
const LEAST_SLACK = 16;

/**
 * How often keys are asked for, where an old hit counts less than a new one: a score that grows by one with each hit
 * and halves with every half-life. Pure: it is told the time, and it counts only what it is told.
 */
export class Popularity {
  readonly #halfLifeMs: number;
  readonly #maxKeys: number;
  readonly #scores = new Map<string, Score>();

  /** @throws SetupError for a half-life or a bound that is not above 0 */
  constructor({ halfLifeMs, maxKeys }: PopularityOptions) {
    if (!(halfLifeMs > 0)) {
      throw new SetupError(`The half-life of popularity has to be above 0 milliseconds, not ${halfLifeMs}.`);
    }
    if (!Number.isSafeInteger(maxKeys) || maxKeys < 1) {
      throw new SetupError(`Popularity has to remember a whole number of keys above 0, not ${maxKeys}.`);
    }
    this.#halfLifeMs = halfLifeMs;
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#scores.size;
  }

  hit(key: string, nowMs: number): void {
    this.#add(key, { score: 1, atMs: nowMs });
    this.#forgetLeast();
  }

  /** The hits of a key, each halved once for every half-life since. */
  scoreOf(key: string, nowMs: number): number {
    const known = this.#scores.get(key);
    return known === undefined ? 0 : this.#decayed(known, nowMs);
  }

  /**
   * How many hits to expect within the next `withinMs` if people go on as they did: at a steady rate the score settles
   * at rate × half-life ÷ ln 2.
   */
  expectedHits(key: string, withinMs: number, nowMs: number): number {
    return (this.scoreOf(key, nowMs) * Math.LN2 * withinMs) / this.#halfLifeMs;
  }

  /** All keys it knows, the most popular first. */
  keys(): readonly string[] {
    return this.#ranked().map(([key]) => key);
  }

  clear(): void {
    this.#scores.clear();
  }

  /** Everything, to be written down. */
  records(): readonly PopularityRecord[] {
    return [...this.#scores].map(([key, { score, atMs }]) => [key, score, atMs]);
  }

  /** Adds what was written down earlier to what has been counted since. */
  restore(records: readonly PopularityRecord[]): void {
    for (const [key, score, atMs] of records) this.#add(key, { score, atMs });
    this.#forgetLeast();
  }

  #add(key: string, added: Score): void {
    const known = this.#scores.get(key) ?? { score: 0, atMs: added.atMs };
    const atMs = Math.max(known.atMs, added.atMs);
    this.#scores.set(key, { score: this.#decayed(known, atMs) + this.#decayed(added, atMs), atMs });
  }

  #forgetLeast(): void {
    const slack = Math.max(LEAST_SLACK, this.#maxKeys * SLACK);
    if (this.#scores.size <= this.#maxKeys + slack) return;
    for (const [key] of this.#ranked().slice(this.#maxKeys)) this.#scores.delete(key);
  }

  #ranked(): readonly [string, Score][] {
    return [...this.#scores].sort(([, a], [, b]) => this.#rank(b) - this.#rank(a));
  }

  /** All scores decay alike, so their order is the same at any time: this is the score's logarithm at time zero. */
  #rank({ score, atMs }: Score): number {
    return Math.log2(score) + atMs / this.#halfLifeMs;
  }

  /** A clock that was set back makes nothing more popular. */
  #decayed({ score, atMs }: Score, nowMs: number): number {
    return score * 2 ** (-Math.max(0, nowMs - atMs) / this.#halfLifeMs);
  }
}
