import { placed, type QueueEntry, type SessionSnapshot } from '@tonearm/core';

/** A playlist of which a part is not loaded yet. */
export interface LoadingPlaylist {
  /** Of the request that brought it. */
  readonly id: string;
  readonly requestedBy: string;
  /** What waits of it, the part that is not loaded among it. */
  readonly entries: readonly QueueEntry[];
  /** Tracks that wait already. */
  readonly loaded: number;
  /** Tracks that are not loaded yet; `null` when nobody knows. */
  readonly left: number | null;
}

/** The playlists of a queue that are being loaded, in order. */
export function loadingPlaylists(session: SessionSnapshot | undefined): readonly LoadingPlaylist[] {
  const upcoming = session?.upcoming ?? [];
  return upcoming.flatMap(({ content, requestId, requestedBy }) => {
    if (content.kind !== 'rest-of-playlist') return [];
    const entries = upcoming.filter((entry) => entry.requestId === requestId);
    const loaded = entries.filter((entry) => entry.content.kind !== 'rest-of-playlist').length;
    return [{ id: requestId, requestedBy, entries, loaded, left: content.trackCount }];
  });
}

/** Tracks in these entries. */
export function tracksIn(entries: readonly QueueEntry[]): number {
  return placed(entries).reduce((sum, { count }) => sum + count, 0);
}
