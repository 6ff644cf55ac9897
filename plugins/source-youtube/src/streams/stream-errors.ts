import { SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import { SOURCE_NAME } from '../source-name.js';
import type { Unplayable } from './playability.js';
import { say } from './stream-texts.js';

/** A video that will not be played, whoever asks again. */
export class UnplayableVideoError extends TrackUnavailableError {
  /** @param reason which case it is; stable, safe to switch on */
  constructor(
    readonly reason: Unplayable,
    /** Whether every client would be told the same. */
    readonly isFinal: boolean,
    options?: { readonly cause?: unknown },
  ) {
    super(SOURCE_NAME, say(reason), options);
  }
}

/**
 * YouTube suspects the address of this machine. Not to be retried: each new question makes the suspicion last longer. Nothing is asked
 * until `nextTryAtMs`, in Unix milliseconds.
 */
export class BotCheckError extends TrackUnavailableError {
  readonly reason = 'bot-check';

  constructor(
    readonly nextTryAtMs: number,
    options?: { readonly cause?: unknown },
  ) {
    super(SOURCE_NAME, say('bot-check'), options);
  }
}

/** What one client could not do, in English for the log. */
export function clientFails(
  client: string,
  what: string,
  options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
) {
  return new SourceUnavailableError(SOURCE_NAME, `${client}: ${what}`, options);
}

/** No client, and no yt-dlp, gives the sound of a video just now. */
export function noWay(
  reasons: readonly string[],
  options: { readonly cause?: unknown; readonly retryAfterMs?: number },
) {
  return new SourceUnavailableError(SOURCE_NAME, say('no-way', { reasons: reasons.join('; ') }), options);
}

/** The sound cannot go on at this byte; opened anew at its position it may. */
export function brokenOff(cause: unknown, retryAfterMs?: number): SourceUnavailableError {
  return new SourceUnavailableError(SOURCE_NAME, say('broken-off'), {
    cause,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
