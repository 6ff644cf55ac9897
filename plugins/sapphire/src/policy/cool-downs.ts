import type { Clock } from '@tonearm/core';

/** More than so many entries are swept when the next one comes. */
const SWEPT_FROM = 1_000;

/** Remembers who used what a moment ago. */
export class CoolDowns {
  readonly #clock: Clock;
  /** When a use is over, by who used what where; monotonic milliseconds. */
  readonly #overAtMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Uses a command, if its cool-down is over.
   * @param use what is used, where and by whom
   * @returns how long to wait in milliseconds; 0 when it was used now
   */
  use(use: readonly string[], coolDownMs: number): number {
    if (coolDownMs <= 0) return 0;
    const nowMs = this.#clock.monotonic();
    const key = use.join(' ');
    const leftMs = (this.#overAtMs.get(key) ?? nowMs) - nowMs;
    if (leftMs > 0) return leftMs;
    if (this.#overAtMs.size >= SWEPT_FROM) this.#sweep(nowMs);
    this.#overAtMs.set(key, nowMs + coolDownMs);
    return 0;
  }

  #sweep(nowMs: number): void {
    for (const [key, overAtMs] of this.#overAtMs) if (overAtMs <= nowMs) this.#overAtMs.delete(key);
  }
}
