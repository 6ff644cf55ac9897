import type { Clock, Logger } from '@tonearm/core';
import { BotCheckError } from './stream-errors.js';

const FIRST_PAUSE_MS = 10 * 60_000;
const LONGEST_PAUSE_MS = 4 * 3_600_000;

/**
 * Whether YouTube takes this machine for a robot. It holds for the address and not for a client, and each question makes it worse: so
 * nothing is asked for ten minutes, then once, and twice as long when that is suspected too.
 */
export class Suspicion {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #pauseMs = FIRST_PAUSE_MS;
  #nextTryAtMs = 0;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Whether nothing is to be asked now. */
  get isOn(): boolean {
    return this.#clock.now() < this.#nextTryAtMs;
  }

  /** When the next question may be asked, in Unix milliseconds. */
  get nextTryAtMs(): number {
    return this.#nextTryAtMs;
  }

  /** @throws BotCheckError while nothing is to be asked */
  check(): void {
    if (this.isOn) throw new BotCheckError(this.#nextTryAtMs);
  }

  /** YouTube has said so. The error is to be thrown. */
  raise(says: string): BotCheckError {
    if (!this.isOn) {
      this.#nextTryAtMs = this.#clock.now() + this.#pauseMs;
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
      this.#logger.warn(
        'YouTube wants proof that this is no robot. What helps: cookies of an account, a provider of PO tokens, another address',
        { says, nextTryAtMs: this.#nextTryAtMs },
      );
    }
    return new BotCheckError(this.#nextTryAtMs, { cause: new Error(says) });
  }

  /** YouTube has answered as it should. While nothing is to be asked, it is an answer to what was asked before, and says nothing. */
  settle(): void {
    if (this.isOn) return;
    this.#nextTryAtMs = 0;
    this.#pauseMs = FIRST_PAUSE_MS;
  }
}
