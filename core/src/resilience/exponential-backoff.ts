import { SetupError } from '../errors/setup-errors.js';
import { expectOneOf } from '../runtime/expect.js';
import type { RetryPolicy } from './retry-policy.js';

/** How long to wait between tries, and how that grows. */
export interface BackoffOptions {
  /** Tries in all, the first one included. */
  readonly maxAttempts?: number;
  /** The longest wait after the first failure, in milliseconds, before jitter. */
  readonly firstDelayMs?: number;
  /** How much longer each further wait is. */
  readonly factor?: number;
  readonly maxDelayMs?: number;
  /**
   * What part of a wait is left to chance, so that those who failed together do not come back together:
   * `full` all of it, `equal` its second half, `none` nothing.
   */
  readonly jitter?: 'full' | 'equal' | 'none';
  /** From 0 to below 1. */
  readonly random?: () => number;
}

/** Each wait longer than the one before, with jitter. @throws SetupError when a number makes no sense */
export function exponentialBackoff({
  maxAttempts = 3,
  firstDelayMs = 1000,
  factor = 2,
  maxDelayMs = 30_000,
  jitter = 'full',
  random = Math.random,
}: BackoffOptions = {}): RetryPolicy {
  if (!Number.isSafeInteger(maxAttempts) || maxAttempts < 1) {
    throw new SetupError(`maxAttempts has to be a whole number of at least 1, not ${String(maxAttempts)}.`);
  }
  if (!(firstDelayMs >= 0 && maxDelayMs >= firstDelayMs && firstDelayMs < Number.POSITIVE_INFINITY)) {
    throw new SetupError(`firstDelayMs has to be from 0 to maxDelayMs, not ${firstDelayMs} and ${maxDelayMs}.`);
  }
  if (!(factor >= 1)) throw new SetupError(`factor has to be at least 1, not ${factor}.`);
  expectOneOf('jitter', jitter, Object.keys(CHANCE));
  return {
    maxAttempts,
    delayMs: (attempt) => {
      if (attempt >= maxAttempts) return null;
      const longestMs = Math.min(maxDelayMs, firstDelayMs * factor ** (attempt - 1));
      return Math.round(longestMs * (1 - CHANCE[jitter] * random()));
    },
  };
}

/** The part of a wait that is left to chance. */
const CHANCE = { full: 1, equal: 0.5, none: 0 };
