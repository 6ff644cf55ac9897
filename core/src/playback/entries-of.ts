import { NothingFoundError } from '../errors/request-errors.js';
import { type Detour, isTrack, type Playlist, type Resolution } from '../model/resolution.js';
import type { Reference } from '../model/query.js';
import type { Track } from '../model/track.js';
import type { EntryContent, RestOfPlaylist } from './queue-entry.js';
import { editedPage, leavesNothing } from './rest-of-playlist.js';
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
      const list = resolution.canonical ?? reference;
      const contents = contentsOfPage(resolution.playlist, { reference: list, trackCount, edits: [] });
      if (contents.length === 0) throw new NothingFoundError(query);
      return { contents, added: { kind: 'playlist', title, trackCount } };
    }
    case 'empty':
      throw new NothingFoundError(query);
  }
}

/** What becomes tracks only when its turn comes near. */
export type LaterContent = Extract<EntryContent, { readonly reference: unknown }>;

/**
 * What a lookup puts in the place of a bare reference or of the rest of a playlist; nothing when no track of that is wanted.
 * @throws NothingFoundError when there is nothing
 */
export function laterContents(content: LaterContent, resolution: Resolution): readonly EntryContent[] {
  if (content.kind === 'rest-of-playlist' && resolution.kind === 'playlist') {
    return contentsOfPage(resolution.playlist, content);
  }
  return answerOf(resolution, content.reference.id, content.reference).contents;
}

/** What is known of a list from a page on. */
type PageFacts = Pick<RestOfPlaylist, 'reference' | 'trackCount' | 'edits' | 'fair'>;

/** The entries of one page of a playlist, as its edits leave it, and one more for the pages that follow. */
function contentsOfPage(
  { items, next }: Playlist,
  { reference, trackCount, edits, fair }: PageFacts,
): readonly EntryContent[] {
  const page = editedPage(items, edits);
  const contents = page.items.map(
    (item): EntryContent =>
      isTrack(item) ? { kind: 'track', track: item, startMs: 0 } : { kind: 'reference', reference: item },
  );
  if (next === undefined || leavesNothing(page.edits)) return contents;
  const left = trackCount === null ? null : Math.max(0, trackCount - contents.length);
  const rest = { kind: 'rest-of-playlist', reference, cursor: next, trackCount: left, edits: page.edits } as const;
  return [...contents, { ...rest, ...(fair && { fair }) }];
}

function oneTrack(track: Track, startMs: number, detour: Detour | undefined): Answer {
  const marked = { kind: 'track' as const, track, ...(detour !== undefined && { detour }) };
  return { contents: [{ ...marked, startMs }], added: marked };
}
