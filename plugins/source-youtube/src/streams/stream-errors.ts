import { SourceUnavailableError, TrackUnavailableError, type Wording } from '@tonearm/core';
import { SOURCE_NAME } from '../source-name.js';
import type { Unplayable } from './playability.js';
import { say } from './stream-texts.js';
import { sayOfWay } from './way-texts.js';

/** A video that will not be played, whoever asks again. */
export class UnplayableVideoError extends TrackUnavailableError {
  /** When it begins, in Unix milliseconds, as far as that is told. */
  readonly startsAtMs: number | null;

  /** @param reason which case it is; stable, safe to switch on */
  constructor(
    readonly reason: Unplayable,
    /** Whether every client would be told the same. */
    readonly isFinal: boolean,
    { startsAtMs, ...options }: { readonly cause?: unknown; readonly startsAtMs?: number | undefined } = {},
  ) {
    super(
      SOURCE_NAME,
      startsAtMs === undefined ? say(reason) : say('starts-at', { when: minuteOf(startsAtMs) }),
      options,
    );
    this.startsAtMs = startsAtMs ?? null;
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

const LONGEST_WORDS = 300;

/** What one client could not do. What comes from outside, in whatever language, is a string. */
export function clientFails(
  way: string,
  what: Wording,
  options: { readonly cause?: unknown; readonly retryAfterMs?: number } = {},
) {
  const why = typeof what === 'string' ? what.slice(0, LONGEST_WORDS) : what;
  return new SourceUnavailableError(SOURCE_NAME, sayOfWay('way', { way, why }), options);
}

/** `2026-11-26 18:30 UTC`: who reads it may live anywhere. */
function minuteOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Why the address of one format is of no use, by its number. */
export function formatFails(itag: number, cause: SourceUnavailableError): SourceUnavailableError {
  return new SourceUnavailableError(SOURCE_NAME, sayOfWay('way', { way: String(itag), why: cause.wording }), { cause });
}

/** No client, and no yt-dlp, gives the sound of a video just now. */
export function noWay(reasons: Wording, options: { readonly cause?: unknown; readonly retryAfterMs?: number }) {
  return new SourceUnavailableError(SOURCE_NAME, say('no-way', { reasons }), options);
}

/** The sound cannot go on at this byte; opened anew at its position it may. */
export function brokenOff(cause: unknown, retryAfterMs?: number): SourceUnavailableError {
  return new SourceUnavailableError(SOURCE_NAME, say('broken-off'), {
    cause,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
