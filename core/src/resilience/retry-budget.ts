import { SetupError } from '../errors/setup-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { RetryPolicy } from './retry-policy.js';

export interface RetryBudgetOptions {
  /** What each call adds to the budget, in retries: 0.2 for one retry in five calls. */
  readonly share?: number;
  /** What ten seconds add, so that a source that is seldom asked may be tried again too. */
  readonly perTenSeconds?: number;
  /** The most that is saved up. */
  readonly reserve?: number;
}

const DEFAULTS = { share: 0.2, perTenSeconds: 3, reserve: 5 };

/**
 * How many retries one upstream bears, whoever makes them: what fails for a hundred listeners at once must not be asked
 * three hundred times. Retries beyond the budget are not refused but spaced out. Keeps no time of its own: callers
 * pass milliseconds that never fall.
 */
export class RetryBudget {
  readonly #share: number;
  readonly #perMs: number;
  readonly #reserve: number;
  /** Retries that may be made at once; below 0, so many have been promised for later. */
  #balance: number;
  #atMs = 0;

  /** @throws SetupError when a number makes no sense */
  constructor(options: RetryBudgetOptions = {}) {
    const { share, perTenSeconds, reserve } = { ...DEFAULTS, ...options };
    if (!(share >= 0 && share <= 1)) throw new SetupError(`share has to be from 0 to 1, not ${share}.`);
    if (!(perTenSeconds > 0 && perTenSeconds < Number.POSITIVE_INFINITY)) {
      throw new SetupError(`perTenSeconds has to be a number above 0, not ${perTenSeconds}.`);
    }
    if (!(reserve >= 1)) throw new SetupError(`reserve has to be at least 1, not ${reserve}.`);
    this.#share = share;
    this.#perMs = perTenSeconds / 10_000;
    this.#reserve = reserve;
    this.#balance = reserve;
  }

  /** The upstream was called. */
  called(nowMs: number): void {
    this.#earn(nowMs);
    this.#balance = Math.min(this.#reserve, this.#balance + this.#share);
  }

  /** Takes the next free retry. @returns how long to wait before making it, in milliseconds */
  take(nowMs: number): number {
    this.#earn(nowMs);
    this.#balance--;
    return this.#balance >= 0 ? 0 : Math.ceil(-this.#balance / this.#perMs);
  }

  /** Takes a retry if one may be made at once. */
  takeNow(nowMs: number): boolean {
    this.#earn(nowMs);
    if (this.#balance < 1) return false;
    this.#balance--;
    return true;
  }

  #earn(nowMs: number): void {
    this.#balance = Math.min(this.#reserve, this.#balance + (nowMs - this.#atMs) * this.#perMs);
    this.#atMs = nowMs;
  }
}

/** The policy, but never faster than the budget allows. */
export function withinBudget(policy: RetryPolicy, budget: RetryBudget, clock: Clock): RetryPolicy {
  return {
    maxAttempts: policy.maxAttempts,
    delayMs: (attempt, error) => {
      const delayMs = policy.delayMs(attempt, error);
      return delayMs === null ? null : Math.max(delayMs, budget.take(clock.monotonic()));
    },
  };
}
