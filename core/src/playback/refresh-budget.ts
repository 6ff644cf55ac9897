import type { Clock } from '../runtime/clock.js';

/** How often one card may show the moving position anew, in milliseconds; everything else is shown when it happens. */
const EVERY_MS = 10_000;
/** How often any card may, in milliseconds: what that costs does not grow with the number of guilds. */
const ANY_EVERY_MS = 1_000;

/**
 * One for all cards that show a moving position. Of many, one after the other has its turn: who has been shown lately does
 * not ask, and the others ask once a second, each at its moment.
 */
export class RefreshBudget {
  readonly #clock: Clock;
  #takenAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes a turn for a card that was last shown then, in Unix milliseconds; `false` when it has to wait. */
  take(shownAtMs: number): boolean {
    const nowMs = this.#clock.now();
    if (nowMs - shownAtMs < EVERY_MS || nowMs - this.#takenAtMs < ANY_EVERY_MS) return false;
    this.#takenAtMs = nowMs;
    return true;
  }
}
