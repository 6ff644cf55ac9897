import type { QueueEntry, SessionSnapshot } from '@tonearm/core';

/** How long a queue is. */
export interface QueueTimes {
  /** What is left of what plays, and all that follows, as far as it is known. */
  readonly totalMs: number;
  /** Nothing of it is of unknown length. */
  readonly isExact: boolean;
  /** When the viewer's first track comes, as far as that can be told. */
  readonly untilYours: { readonly kind: 'now' } | { readonly kind: 'later'; readonly ms: number } | undefined;
}

/** Adds a queue up for one who looks at it. */
export function queueTimes({ playing, upcoming }: SessionSnapshot, viewerId: string): QueueTimes {
  const durationMs = playing ? playing.entry.content.track.durationMs : 0;
  const left = durationMs === null ? null : Math.max(0, durationMs - (playing?.positionMs ?? 0));
  const lengths = [left, ...upcoming.map(durationOf)];
  const yours = upcoming.findIndex(({ requestedBy }) => requestedBy === viewerId);
  const before = yours < 0 ? [null] : lengths.slice(0, yours + 1);
  return {
    totalMs: lengths.reduce<number>((sum, ms) => sum + (ms ?? 0), 0),
    isExact: !lengths.includes(null),
    untilYours:
      playing?.entry.requestedBy === viewerId
        ? { kind: 'now' }
        : before.includes(null)
          ? undefined
          : { kind: 'later', ms: before.reduce<number>((sum, ms) => sum + (ms ?? 0), 0) },
  };
}

function durationOf({ content }: QueueEntry): number | null {
  return content.kind === 'track' ? content.track.durationMs : null;
}
