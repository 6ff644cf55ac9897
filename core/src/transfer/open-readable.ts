import type { Readable } from 'node:stream';
import { raceSignal } from '../runtime/abort.js';
import { stoppableReadable } from './stoppable-readable.js';

/** What was found to be read, and how. */
export interface FoundBytes {
  /** Begins to read. The signal fires when nobody reads any more. */
  bytes(signal: AbortSignal): AsyncGenerator<Buffer>;
}

/** The two signals of an `OpenContext`. */
export interface OpenSignals {
  readonly attemptSignal: AbortSignal;
  readonly streamSignal: AbortSignal;
}

/**
 * Looks for bytes as long as the attempt lasts, and reads them as long as the stream is wanted. What `find` opens with its signal
 * lives exactly so long: it ends with an attempt that is given up, with the stream, and with a readable that is destroyed.
 */
export async function openReadable<Found extends FoundBytes>(
  find: (signal: AbortSignal) => Promise<Found>,
  { attemptSignal, streamSignal }: OpenSignals,
): Promise<{ readonly found: Found; readonly readable: Readable }> {
  attemptSignal.throwIfAborted();
  const life = new AbortController();
  const giveUp = () => life.abort(attemptSignal.reason);
  const end = () => life.abort(streamSignal.reason);
  attemptSignal.addEventListener('abort', giveUp, { once: true });
  streamSignal.addEventListener('abort', end, { once: true });
  if (streamSignal.aborted) end();
  try {
    const found = await raceSignal(find(life.signal), life.signal);
    const readable = stoppableReadable((stopped) => {
      stopped.addEventListener('abort', () => life.abort(stopped.reason), { once: true });
      return found.bytes(life.signal);
    }, streamSignal);
    readable.once('close', () => streamSignal.removeEventListener('abort', end));
    return { found, readable };
  } catch (error) {
    life.abort(error);
    streamSignal.removeEventListener('abort', end);
    throw error;
  } finally {
    attemptSignal.removeEventListener('abort', giveUp);
  }
}
