import { SourceUnavailableError, TrackUnavailableError } from '../errors/source-errors.js';
import { phrase } from '../texts/phrase.js';
import { retryPauseMs } from './retry-pause.js';
import type { ByteRange, FetchedFile, FetchedPart, Transfer } from './transfer.js';

/** How the bytes of a file are followed to its end. */
export interface ResumedBytesOptions {
  readonly transfer: Transfer;
  /** What is open already: it is read first. */
  readonly first: FetchedPart;
  /**
   * Opens it again, from that byte on; at a new address, where the old one has expired. By default {@link fetchRest} of the
   * first. Without an end of its own (`endless`) the range means nothing.
   */
  reopen?(range: ByteRange): Promise<FetchedPart>;
  /** A stream without an end, as a station has it: opened again it goes on at what is on by then. */
  readonly endless?: boolean;
  /** How much is asked for at once, where a server hands out no more; all of it by default. */
  readonly pieceBytes?: number;
  /** A longer file is given up. */
  readonly mostBytes: number;
  /** Ends the waiting between tries. */
  readonly signal: AbortSignal;
}

/** Tries in a row that bring next to nothing; what brings this much was worth it, and starts the count anew. */
const MOST_TRIES = 5;
const WORTH_BYTES = 64 * 1024;

/**
 * The bytes of an opened file to its end. When the connection is lost, it goes on at the next byte; an endless one, at what is
 * on by then.
 * @throws SourceUnavailableError when it cannot go on: opened anew at the position it may
 */
export async function* resumedBytes(options: ResumedBytesOptions): AsyncGenerator<Buffer> {
  const { transfer, first, endless = false, mostBytes, pieceBytes, signal } = options;
  const { totalBytes } = first;
  let offset = first.from;
  let triedAt = offset;
  let tries = 0;
  let part = first;
  for (;;) {
    const begunAt = offset;
    try {
      for await (const chunk of part.bytes) {
        offset += chunk.length;
        if (!endless && offset > mostBytes) {
          throw new TrackUnavailableError(transfer.source, phrase('stream.long-file'));
        }
        yield chunk;
      }
      // A station has no end of its own, and a file ends where it was said to.
      const isWhole = totalBytes === null ? !endless : offset >= totalBytes;
      if (isWhole || (endless && totalBytes !== null)) return;
      const isPiece = pieceBytes !== undefined && offset > begunAt && offset - begunAt === part.length;
      if (!isPiece) throw transfer.fails(first.url, 'broken-off');
      part = await reopen();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SourceUnavailableError)) throw error;
      if (offset - triedAt >= WORTH_BYTES) tries = 0;
      triedAt = offset;
      part = await reconnect(error);
    }
  }

  async function reconnect(error: SourceUnavailableError): Promise<FetchedPart> {
    let last = error;
    for (; tries < MOST_TRIES; tries++) {
      await transfer.clock.sleep(retryPauseMs(last, tries), signal);
      try {
        const again = await reopen();
        tries += 1;
        return again;
      } catch (failure) {
        signal.throwIfAborted();
        if (!(failure instanceof SourceUnavailableError) || failure.cause === CHANGED) throw failure;
        last = failure;
      }
    }
    throw error;
  }

  function reopen(): Promise<FetchedPart> {
    const range = { from: offset, ...(pieceBytes !== undefined && { to: offset + pieceBytes - 1 }) };
    return options.reopen ? options.reopen(range) : fetchRest(first, range, transfer, signal);
  }
}

/** The file is another one by now: its bytes do not follow those we have. */
const CHANGED = new Error('The file has changed.');

/**
 * A file from that byte on.
 * @throws SourceUnavailableError when the server cannot begin there, or has another file by now
 */
export async function fetchRest(
  file: FetchedFile,
  range: ByteRange,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<FetchedPart> {
  const { url, validator } = file;
  const part = await transfer.fetch(url, {
    signal,
    range: { ...range, ...(validator !== undefined && { ifRange: validator }) },
  });
  return expectRest(part, file, range.from, transfer);
}

/**
 * The part, when it is one of that file and begins there; else it is closed.
 * @throws SourceUnavailableError when its bytes do not follow those before
 */
export function expectRest(part: FetchedPart, file: FetchedFile, from: number, transfer: Transfer): FetchedPart {
  const { totalBytes, validator } = file;
  const isAsLong = totalBytes === null || part.totalBytes === null || part.totalBytes === totalBytes;
  if (part.from === from && part.validator === validator && isAsLong) return part;
  part.close();
  throw transfer.fails(file.url, 'cannot-go-on', { cause: CHANGED });
}
