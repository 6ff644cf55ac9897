import type { Clock } from '@tonearm/core';

/** discord.js lets 115 voice joins and leaves through per minute and shard; the others wait in line without a sign. */
const SENDS_PER_WINDOW = 115;
const WINDOW_MS = 60_000;

/** Keeps count of the payloads we send, so that a join which stands in line is not taken for one that failed. */
export class JoinBudget {
  readonly #clock: Clock;
  #sentAtMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A payload goes out, or into the line, now. */
  note(): void {
    this.#forgetOld();
    this.#sentAtMs.push(this.#clock.monotonic());
  }

  /** How long the payload sent last may stand in line, in milliseconds. */
  waitMs(): number {
    this.#forgetOld();
    return Math.floor(this.#sentAtMs.length / SENDS_PER_WINDOW) * WINDOW_MS;
  }

  /** A line of several windows drains one window at a time, so old entries count until their window has passed. */
  #forgetOld(): void {
    const now = this.#clock.monotonic();
    const windows = Math.max(1, Math.ceil(this.#sentAtMs.length / SENDS_PER_WINDOW));
    this.#sentAtMs = this.#sentAtMs.filter((atMs) => now - atMs < windows * WINDOW_MS);
  }
}
