import { englishOf, type Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
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
      sources.length === 0
        ? phrase('failure.unknown-link-none')
        : phrase('failure.unknown-link', { sources: sources.join(', ') }),
    );
  }
}

const LINK = /^https?:\/\//i;

/** All who could look have looked; there is nothing. */
export class NothingFoundError extends TonearmError {
  readonly code = 'nothing-found';
  readonly retryable = false;

  constructor(readonly query: string) {
    super(phrase(LINK.test(query) ? 'failure.nothing-found-link' : 'failure.nothing-found', { query }));
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

  readonly reason: string;

  constructor(reason: Wording) {
    super(reason);
    this.reason = englishOf(reason);
  }
}

/** It took longer than it was allowed to. */
export class DeadlineError extends TonearmError {
  readonly code = 'deadline';
  readonly retryable = true;

  readonly what: string;

  /** @param what took so long; the beginning of a sentence */
  constructor(
    what: Wording,
    readonly deadlineMs: number,
  ) {
    super(phrase('failure.deadline', { what, seconds: Math.round(deadlineMs / 100) / 10 }));
    this.what = englishOf(what);
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
    super(
      expectedWaitMs === null
        ? phrase('failure.queue-full-for-long', { capacity })
        : phrase('failure.queue-full', { capacity, seconds: Math.max(1, Math.round(expectedWaitMs / 1000)) }),
    );
  }
}
