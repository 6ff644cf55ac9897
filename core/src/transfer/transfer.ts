import type { SourceUnavailableError } from '../errors/source-errors.js';
import type { Clock } from '../runtime/clock.js';

/** Which bytes are wanted; `ifRange` as RFC 9110 §13.1.5: all of them when they have changed. */
export interface ByteRange {
  readonly from: number;
  /** The last one, counted in; to the end when absent. */
  readonly to?: number;
  readonly ifRange?: string;
}

/** A file as far as the answers that bring parts of it tell. */
export interface FetchedFile {
  /** Where redirects have led to. */
  readonly url: URL;
  /** `null` when nobody tells. */
  readonly totalBytes: number | null;
  /** What tells that the file is still the same (RFC 9110 §8.8); absent when nothing does. */
  readonly validator?: string;
}

/** An answer of success. Whoever asked for it reads `bytes` to the end, or closes it. */
export interface FetchedPart extends FetchedFile {
  /** Where in the file the first byte stands: where it was asked for, or 0 from a server that knows no ranges. */
  readonly from: number;
  /** How many bytes this answer brings; `null` when nobody tells. */
  readonly length: number | null;
  /**
   * Ends when all is there.
   * @throws SourceUnavailableError when it breaks off, or nothing comes any more
   */
  readonly bytes: AsyncGenerator<Buffer>;
  /** Frees the connection. Once is enough, more does no harm. */
  close(): void;
}

/** What goes with a fetch. */
export interface FetchOptions {
  /** Ends the fetch, and the bytes that come of it. */
  readonly signal: AbortSignal;
  readonly range?: ByteRange;
}

/**
 * How a source gets bytes over the network: everything in this folder fetches through it, playlists, segments and keys
 * included. So what a source forbids itself, an inner network say, it forbids here, once.
 */
export interface Transfer {
  /** Name of the source, as it stands in errors. */
  readonly source: string;
  readonly clock: Clock;
  /** The longest playlist that is read, in bytes. */
  readonly listBytes: number;
  /** What listeners know the sender as: its host, or the name of the service. */
  nameOf(url: URL): string;
  /** The error of a sender that fails, which names it. */
  fails(url: URL, fault: SenderFault, options?: FailureOptions): SourceUnavailableError;
  /**
   * Opens what is at an address.
   * @throws SourceUnavailableError for what may work a little later, another TonearmError for what will not
   */
  fetch(url: URL, options: FetchOptions): Promise<FetchedPart>;
}

/** What a sender does in place of sending; each has a text, `sender.…`. */
export type SenderFault =
  | 'no-answer'
  | 'silent'
  | 'broken-off'
  | 'cannot-go-on'
  | 'adds-nothing'
  | 'sends-no-sound'
  | 'unreachable'
  | 'too-often';

/** What belongs to the failure of a sender. */
export interface FailureOptions {
  readonly cause?: unknown;
  /** How long it asked us to wait. */
  readonly retryAfterMs?: number;
}
