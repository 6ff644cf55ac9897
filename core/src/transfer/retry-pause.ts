import type { SourceUnavailableError } from '../errors/source-errors.js';

const FIRST_PAUSE_MS = 250;
/** A listener hears no sound meanwhile; who asks for more is left to those who can wait. */
const LONGEST_WAIT_MS = 10_000;

/**
 * How long to wait before the next try, in milliseconds: twice as long each time, and as long as the sender asks for.
 * @param triesBefore how many there have been
 * @throws the failure, when that is too long in the middle of a track
 */
export function retryPauseMs(failure: SourceUnavailableError, triesBefore: number): number {
  const askedMs = failure.retryAfterMs ?? 0;
  if (askedMs > LONGEST_WAIT_MS) throw failure;
  return Math.max(askedMs, FIRST_PAUSE_MS * 2 ** triesBefore);
}
