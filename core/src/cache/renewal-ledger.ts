import { LRUCache } from 'lru-cache';

/** Whether renewing ahead of time was worth it: counts the renewals, and those that served someone. */
export class RenewalLedger {
  /** When what was renewed would have stopped being fresh, in Unix milliseconds; until it has served someone. */
  readonly #waiting: LRUCache<string, number>;
  #renewed = 0;
  #renewedThenHit = 0;

  /** @param maxKeys so many renewals are followed; of older ones it is not known whether they served anyone */
  constructor(maxKeys: number) {
    this.#waiting = new LRUCache({ max: maxKeys });
  }

  get counts(): { readonly renewed: number; readonly renewedThenHit: number } {
    return { renewed: this.#renewed, renewedThenHit: this.#renewedThenHit };
  }

  renewed(key: string, freshUntilMs: number): void {
    this.#renewed += 1;
    this.#waiting.set(key, freshUntilMs);
  }

  /** Somebody asked after all, and made it new. */
  replaced(key: string): void {
    this.#waiting.delete(key);
  }

  /** Counts once per renewal, and not before it made a difference. */
  hit(key: string, nowMs: number): void {
    const freshUntilMs = this.#waiting.get(key);
    if (freshUntilMs === undefined || nowMs < freshUntilMs) return;
    this.#renewedThenHit += 1;
    this.#waiting.delete(key);
  }
}
