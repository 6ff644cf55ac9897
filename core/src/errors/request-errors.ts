import { TonearmError } from './tonearm-error.js';

/** What the listener typed cannot be used as it is. */
export class InvalidRequestError extends TonearmError {
  readonly code = 'invalid-request';
  readonly retryable = false;
}

/** No source knows this link. */
export class UnknownLinkError extends TonearmError {
  readonly code = 'unknown-link';
  readonly retryable = false;

  constructor(
    readonly url: string,
    readonly sources: readonly string[],
  ) {
    super(
      `No source here plays links like that. Installed sources: ${sources.join(', ') || 'none'}. Try words to search for.`,
    );
  }
}

/** All who could look have looked; there is nothing. */
export class NothingFoundError extends TonearmError {
  readonly code = 'nothing-found';
  readonly retryable = false;

  constructor(readonly query: string) {
    super(`Nothing found for “${query}”. Check the spelling, or try fewer words.`);
  }
}

/** The rules of the guild do not let it in. */
export class RefusedError extends TonearmError {
  readonly code = 'refused';
  readonly retryable = false;
}

/** The request was withdrawn. */
export class CancelledError extends TonearmError {
  readonly code = 'cancelled';
  readonly retryable = false;

  constructor(readonly reason: string) {
    super(reason);
  }
}

/** It took longer than it was allowed to. */
export class DeadlineError extends TonearmError {
  readonly code = 'deadline';
  readonly retryable = true;

  constructor(
    readonly what: string,
    readonly deadlineMs: number,
  ) {
    super(`${what} took longer than ${Math.round(deadlineMs / 100) / 10} s. Please try again.`);
  }
}

/** The backlog has no room; refused at once. */
export class QueueFullError extends TonearmError {
  readonly code = 'queue-full';
  readonly retryable = true;

  constructor(
    readonly capacity: number,
    /** Our best guess of when there is room again, in milliseconds; `null` without one. */
    readonly expectedWaitMs: number | null,
  ) {
    const wait = expectedWaitMs === null ? 'a little' : `about ${Math.max(1, Math.round(expectedWaitMs / 1000))} s`;
    super(`${capacity} requests are already waiting. Try again in ${wait}.`);
  }
}
