import type { Clock, Unsubscribe } from '@tonearm/core';

/** So many times in so long. */
export interface Allowance {
  readonly times: number;
  readonly withinMs: number;
}

/** Passes values on, never more often than allowed; of those that have to wait the last one counts. */
export class Latest<Value extends string | null> {
  readonly #clock: Clock;
  readonly #allowance: Allowance;
  readonly #apply: (value: Value) => void;
  #value: Value | undefined;
  /** When the last ones were passed on, in monotonic milliseconds; at most as many as are allowed. */
  #passedAtMs: readonly number[] = [];
  #stopTimer: Unsubscribe | undefined;

  constructor(clock: Clock, allowance: Allowance, apply: (value: Value) => void) {
    this.#clock = clock;
    this.#allowance = allowance;
    this.#apply = apply;
  }

  /** What is wanted from now on; the same as before is nothing new. */
  set(value: Value): void {
    if (value === this.#value) return;
    this.#value = value;
    if (this.#stopTimer) return;
    const waitMs = this.#waitMs;
    if (waitMs <= 0) return this.#pass();
    this.#stopTimer = this.#clock.after(waitMs, () => this.#pass());
  }

  close(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  get #waitMs(): number {
    const { times, withinMs } = this.#allowance;
    const [oldest] = this.#passedAtMs;
    if (oldest === undefined || this.#passedAtMs.length < times) return 0;
    return oldest + withinMs - this.#clock.monotonic();
  }

  #pass(): void {
    this.#stopTimer = undefined;
    this.#passedAtMs = [...this.#passedAtMs, this.#clock.monotonic()].slice(-this.#allowance.times);
    if (this.#value !== undefined) this.#apply(this.#value);
  }
}
