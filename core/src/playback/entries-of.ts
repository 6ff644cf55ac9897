import { NothingFoundError } from '../errors/request-errors.js';
import { type Detour, isTrack, type Playlist, type Resolution } from '../model/resolution.js';
import type { Reference } from '../model/query.js';
import type { Track } from '../model/track.js';
import type { EntryContent } from './queue-entry.js';
import type { Added } from './session-events.js';

/** What a resolution puts into the queue, and how to call it. */
export interface Answer {
  readonly contents: readonly EntryContent[];
  readonly added: Added;
}

/**
 * The first track of a search, the track of a link, the page of a playlist with its unloaded rest.
 * @param reference what was asked; the rest of a playlist is asked for by it
 * @throws NothingFoundError when there is nothing in it
 */
export function answerOf(resolution: Resolution, query: string, reference: Reference, startMs = 0): Answer {
  switch (resolution.kind) {
    case 'track':
      return oneTrack(resolution.track, startMs, resolution.detour);
    case 'search': {
      const [track] = resolution.tracks;
      if (!track) throw new NothingFoundError(query);
      return oneTrack(track, startMs, resolution.detour);
    }
    case 'playlist': {
      const { title, trackCount } = resolution.playlist;
      const contents = contentsOfPage(resolution.playlist, resolution.canonical ?? reference, trackCount);
      if (contents.length === 0) throw new NothingFoundError(query);
      return { contents, added: { kind: 'playlist', title, trackCount } };
    }
    case 'empty':
      throw new NothingFoundError(query);
  }
}

/**
 * The entries of one page of a playlist, and one more for the pages that follow.
 * @param remaining tracks from this page on; `null` when nobody knows
 */
export function contentsOfPage(
  playlist: Playlist,
  reference: Reference,
  remaining: number | null,
): readonly EntryContent[] {
  const items = playlist.items.map(
    (item): EntryContent =>
      isTrack(item) ? { kind: 'track', track: item, startMs: 0 } : { kind: 'reference', reference: item },
  );
  if (playlist.next === undefined) return items;
  const trackCount = remaining === null ? null : Math.max(0, remaining - items.length);
  return [...items, { kind: 'rest-of-playlist', reference, cursor: playlist.next, trackCount }];
}

function oneTrack(track: Track, startMs: number, detour: Detour | undefined): Answer {
  const marked = { kind: 'track' as const, track, ...(detour !== undefined && { detour }) };
  return { contents: [{ ...marked, startMs }], added: marked };
}
