import type { Clock, Unsubscribe } from '@tonearm/core';

export interface EncryptionHoldOptions {
  readonly clock: Clock;
  /** How long sound may be held, in milliseconds. */
  readonly ms: number;
  /** It was held for too long the first time: joining once more may help. */
  onFirst(): void;
  /** It was held for too long after that, too. */
  onSecond(): void;
}

/** The patience with sound that is held until end-to-end encryption is ready. */
export class EncryptionHold {
  readonly #options: EncryptionHoldOptions;
  #stopTimer: Unsubscribe | undefined;
  #before = false;

  constructor(options: EncryptionHoldOptions) {
    this.#options = options;
  }

  /** Sound is held from now on; again and again is as once. */
  hold(): void {
    this.#stopTimer ??= this.#options.clock.after(this.#options.ms, () => {
      this.#stopTimer = undefined;
      const again = this.#before;
      this.#before = true;
      if (again) this.#options.onSecond();
      else this.#options.onFirst();
    });
  }

  /** Sound flows: what was is forgotten. */
  flow(): void {
    this.suspend();
    this.#before = false;
  }

  /** There is no connection for which anything could be held. */
  suspend(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
