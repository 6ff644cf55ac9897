import {
  CancelledError,
  type Clock,
  retryAfterMs,
  SourceUnavailableError,
  type TonearmError,
  TrackUnavailableError,
} from '@tonearm/core';
import { SOURCE_NAME } from '../source-name.js';
import type { Failure } from './protocol.js';
import { say } from './metadata-texts.js';

/** A failure of the metadata thread, in words for listeners and with what happened for the log. */
export function failureError(failure: Failure, clock: Clock): TonearmError {
  switch (failure.kind) {
    case 'aborted':
      return new CancelledError(say('dropped'));
    case 'network':
      return unavailable('unreachable', failure.detail);
    case 'unreadable':
      return unavailable('unreadable', failure.detail);
    case 'refused':
      return new TrackUnavailableError(SOURCE_NAME, say('refused', { words: failure.words }));
    case 'status':
      return badStatus(failure, clock);
  }
}

/** An address that could be a channel's or an album's, and is nobody's. */
export function noSuchList(what: 'channel' | 'album'): TonearmError {
  return new TrackUnavailableError(SOURCE_NAME, say(`no-${what}`));
}

/** Nothing is asked any more. */
export function closing(): TonearmError {
  return new CancelledError(say('closing'));
}

/** The thread ended while it was asked. */
export function threadDied(cause: unknown): TonearmError {
  return new SourceUnavailableError(SOURCE_NAME, say('not-asked'), { cause });
}

function badStatus(failure: Extract<Failure, { kind: 'status' }>, clock: Clock): TonearmError {
  const { status, detail, retryAfter } = failure;
  const cause = new Error(`HTTP ${status}: ${detail}`);
  if (status === 404 || status === 410 || status === 400) {
    return new TrackUnavailableError(SOURCE_NAME, say('unknown'), { cause });
  }
  const waitMs = retryAfterMs(retryAfter, clock);
  const words = status === 429 ? say('too-often') : say('bad-status', { status: String(status) });
  return new SourceUnavailableError(SOURCE_NAME, words, {
    cause,
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  });
}

function unavailable(why: 'unreachable' | 'unreadable', detail: string): TonearmError {
  return new SourceUnavailableError(SOURCE_NAME, say(why), { cause: new Error(detail) });
}
