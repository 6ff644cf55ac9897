import type { TonearmError } from '../errors/tonearm-error.js';
import { isHelpedOut, readMs, type Slot } from './slot.js';

/** What to do about a track whose stream or opening has failed. */
export type Rung =
  /** A new stream from where the old one died; so often in a row its streams have died now. */
  | { readonly kind: 'open-again'; readonly deaths: number }
  /** The same recording at another source, from where this one stopped. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'give-up' };

/** How often in a row a stream that dies is opened again before its track is given up. */
const MAX_REOPENS = 2;
/** A stream that gave so much, in milliseconds, was a good one: deaths before it are forgotten. */
const STEADY_MS = 60_000;
/** A stream that dies so near its end, in milliseconds, has given everything: lengths are often rounded. */
const END_MS = 500;

/**
 * An opening that failed has tried everything already, other sources too; a stream that dies has not.
 * @param hasStandIns whether there are other sources that tracks may be looked for at
 */
export function rungFor({ pump, deaths: before, entry }: Slot, error: TonearmError, hasStandIns: boolean): Rung {
  if (!pump) return { kind: 'give-up' };
  const deaths = pump.sentMs >= STEADY_MS ? 1 : before + 1;
  if (error.retryable && deaths <= MAX_REOPENS) return { kind: 'open-again', deaths };
  return { kind: hasStandIns && !isHelpedOut(entry) && error.code !== 'ffmpeg-missing' ? 'elsewhere' : 'give-up' };
}

/** Whether a stream that died has given everything but what is too little to be missed. */
export function hasGivenAll(slot: Slot): boolean {
  const { durationMs } = slot.entry.content.track;
  return durationMs !== null && readMs(slot) >= durationMs - END_MS;
}
