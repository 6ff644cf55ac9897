import type { Wording } from '../model/phrase.js';
import type { Track } from '../model/track.js';
import { phrase } from '../texts/phrase.js';
import { TonearmError } from './tonearm-error.js';

/** A source could not be reached or answered with a fault: worth another try. */
export class SourceUnavailableError extends TonearmError {
  readonly code = 'source-unavailable';
  readonly retryable = true;

  constructor(
    readonly source: string,
    words: Wording,
    options?: { readonly cause?: unknown; readonly retryAfterMs?: number; readonly upstream?: string },
  ) {
    super(words, options);
    this.retryAfterMs = options?.retryAfterMs ?? null;
    this.upstream = options?.upstream ?? null;
  }

  /**
   * Which of the source's many upstreams it was, where each has a circuit of its own inside the source: what one host
   * does says nothing about the others. `null` when it was the source as a whole.
   */
  readonly upstream: string | null;

  /** How long the source asked us to wait, in milliseconds; `null` when it did not say. */
  readonly retryAfterMs: number | null;
}

/** The track exists no more, is private, is not for this country, is protected …: no retry will help. */
export class TrackUnavailableError extends TonearmError {
  readonly code = 'track-unavailable';
  readonly retryable = false;

  constructor(
    readonly source: string,
    words: Wording,
    options?: { readonly cause?: unknown },
  ) {
    super(words, options);
  }
}

/** Its source has no sound, and none of those that have has the same recording. */
export class NoMatchError extends TonearmError {
  readonly code = 'no-match';
  readonly retryable = false;

  constructor(readonly wanted: Track) {
    const { source, title, author } = wanted;
    super(phrase('failure.no-match', { source, track: author === '' ? `“${title}”` : `“${title}” (${author})` }));
  }
}

/** The bytes are not audio that we can play. */
export class UndecodableError extends TonearmError {
  readonly code = 'undecodable';
  readonly retryable = false;
}

/** Sound in this format needs ffmpeg, and there is none. */
export class FfmpegMissingError extends TonearmError {
  readonly code = 'ffmpeg-missing';
  readonly retryable = false;

  constructor(options?: { readonly cause?: unknown }) {
    super(phrase('failure.ffmpeg-missing'), options);
  }
}

/** The circuit breaker of a source is open: it failed too often just now. */
export class CircuitOpenError extends TonearmError {
  readonly code = 'circuit-open';
  readonly retryable = true;

  constructor(
    readonly circuit: string,
    /** When the next try is allowed, in Unix milliseconds. */
    readonly nextTryAtMs: number,
    nowMs: number,
    options?: { readonly cause?: unknown },
  ) {
    const seconds = Math.max(1, Math.ceil((nextTryAtMs - nowMs) / 1000));
    super(phrase('failure.circuit-open', { source: circuit, seconds }), options);
  }
}
