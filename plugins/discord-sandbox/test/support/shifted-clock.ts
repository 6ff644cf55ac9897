import { SystemClock } from '@tonearm/core';

/** The machine's clock, set forward by hand: what lasts 15 minutes is over at once, while timers stay real. */
export class ShiftedClock extends SystemClock {
  #aheadMs = 0;

  override now(): number {
    return super.now() + this.#aheadMs;
  }

  forward(ms: number): void {
    this.#aheadMs += ms;
  }
}
