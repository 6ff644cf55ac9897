import type { Clock, Unsubscribe } from '../runtime/clock.js';

/** After so many failures in a row a session pauses before the next track. */
const FREE_FAILURES = 2;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Makes a session wait longer and longer while track after track fails, so that a dead source burns no queue. */
export class FailurePause {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  #failuresInARow = 0;
  #stopTimer: Unsubscribe | undefined;

  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  get pausing(): boolean {
    return this.#stopTimer !== undefined;
  }

  failed(): void {
    this.#failuresInARow += 1;
    const beyond = this.#failuresInARow - FREE_FAILURES;
    if (beyond > 0) this.pause(Math.min(FIRST_PAUSE_MS * 2 ** (beyond - 1), LONGEST_PAUSE_MS));
  }

  succeeded(): void {
    this.#failuresInARow = 0;
  }

  pause(ms = FIRST_PAUSE_MS): void {
    this.#stopTimer ??= this.#clock.after(ms, () => {
      this.#stopTimer = undefined;
      this.#onOver();
    });
  }

  /** Ends the pause and forgets the failures. */
  reset(): void {
    this.#failuresInARow = 0;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
