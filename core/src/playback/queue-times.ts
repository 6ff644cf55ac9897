import type { QueueEntry } from './queue-entry.js';
import { tracksOf } from './queue-positions.js';
import type { SessionSnapshot } from './session-events.js';

/** How long something takes, as far as it is known. */
export interface QueueTime {
  /** The sum of what is known, in milliseconds of the tracks. */
  readonly ms: number;
  /** Tracks whose length nobody knows yet, and live streams, which have none: it takes longer by those. */
  readonly unknown: number;
}

/** How long all that follows takes. */
export function queueTime({ upcoming }: Pick<SessionSnapshot, 'upcoming'>): QueueTime {
  return timeOf(upcoming);
}

/**
 * The time until an entry plays, if nothing changes: the rest of what plays, and what stands before it. `undefined` when
 * it does not wait in the queue, and while the current track is looped.
 */
export function timeUntil(
  { playing, upcoming, loop }: Pick<SessionSnapshot, 'playing' | 'upcoming' | 'loop'>,
  entryId: string,
): QueueTime | undefined {
  const index = upcoming.findIndex(({ id }) => id === entryId);
  if (index < 0 || (loop === 'track' && playing)) return undefined;
  const before = timeOf(upcoming.slice(0, index));
  if (!playing) return before;
  const { durationMs } = playing.entry.content.track;
  if (durationMs === null) return { ...before, unknown: before.unknown + 1 };
  return { ...before, ms: before.ms + Math.max(0, durationMs - playing.positionMs) };
}

function timeOf(entries: readonly QueueEntry[]): QueueTime {
  let ms = 0;
  let unknown = 0;
  for (const { content } of entries) {
    const lengthMs = content.kind === 'track' ? content.track.durationMs : null;
    if (content.kind === 'track' && lengthMs !== null) ms += Math.max(0, lengthMs - content.startMs);
    else unknown += tracksOf(content);
  }
  return { ms, unknown };
}
