import { CircuitOpenError, SourceUnavailableError } from '../errors/source-errors.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';

/** What becomes of work that failed. */
export type RetryDecision =
  | { readonly kind: 'give-up' }
  | {
      readonly kind: 'wait';
      readonly delayMs: number;
      /** Whether the try that failed was one of the policy's tries. */
      readonly counts: boolean;
    };

/** A try that failed, and all that decides whether there is another. */
export interface FailedTry {
  readonly error: TonearmError;
  /** The number of the try, from 1. */
  readonly attempt: number;
  readonly policy: RetryPolicy | undefined;
  readonly nowMs: number;
  /** From 0 to below 1. */
  random(): number;
}

/** After an open circuit's pause, those who waited for it come back spread over this time, in milliseconds. */
const CIRCUIT_JITTER_MS = 250;

/**
 * An open circuit costs no try and is waited for, whatever the policy: only the requests' own deadlines end that.
 * Any other retryable failure is the policy's to decide, but never sooner than the source asked for.
 */
export function decideRetry({ error, attempt, policy, nowMs, random }: FailedTry): RetryDecision {
  if (error instanceof CircuitOpenError) {
    const delayMs = Math.max(0, error.nextTryAtMs - nowMs) + random() * CIRCUIT_JITTER_MS;
    return { kind: 'wait', delayMs, counts: false };
  }
  if (!error.retryable || policy === undefined || attempt >= policy.maxAttempts) return { kind: 'give-up' };
  const delayMs = policy.delayMs(attempt, error);
  // A wait that never ends, or is none, is no wait.
  if (delayMs === null || !(delayMs < Number.POSITIVE_INFINITY)) return { kind: 'give-up' };
  const askedMs = error instanceof SourceUnavailableError ? (error.retryAfterMs ?? 0) : 0;
  return { kind: 'wait', delayMs: Math.max(delayMs, askedMs), counts: true };
}
