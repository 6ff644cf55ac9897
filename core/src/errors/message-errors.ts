import { phrase } from '../texts/phrase.js';
import { TonearmError } from './tonearm-error.js';

/** The message we write to cannot be reached any more: it was deleted, its channel was, or its interaction's 15 minutes are over. */
export class MessageGoneError extends TonearmError {
  readonly code = 'message-gone';
  readonly retryable = false;

  constructor(options?: { readonly cause?: unknown }) {
    super(phrase('failure.message-gone'), options);
  }
}

/** The chat service asks us to slow down. */
export class RateLimitedError extends TonearmError {
  readonly code = 'rate-limited';
  readonly retryable = true;

  constructor(
    /** How long to keep still, in milliseconds. */
    readonly retryAfterMs: number,
    options?: { readonly cause?: unknown },
  ) {
    super(phrase('failure.rate-limited', { seconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) }), options);
  }
}
