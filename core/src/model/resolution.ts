import type { Reference } from './query.js';
import type { Track } from './track.js';

/** One page of a list of tracks. */
export interface Playlist {
  readonly title: string;
  readonly url: string;
  /** Length of the whole list; `null` when the source does not tell. */
  readonly trackCount: number | null;
  /** In the list's order. A bare reference is looked up when its turn comes near. */
  readonly items: readonly (Track | Reference)[];
  /** Cursor of the following page; absent on the last one. */
  readonly next?: string;
}

/** What a source found for a reference. Finding nothing is an answer (`empty`); not being able to look is an error. */
export type Resolution = (
  | { readonly kind: 'track'; readonly track: Track }
  | { readonly kind: 'playlist'; readonly playlist: Playlist }
  | { readonly kind: 'search'; readonly tracks: readonly Track[] }
  | { readonly kind: 'empty' }
) & {
  /** The true reference, when only the network knew it (a short link). The cache keeps the asked one as an alias of it. */
  readonly canonical?: Reference;
  /** How long the answer is good, in milliseconds, when the source knows better than our defaults; 0 is never remembered. */
  readonly freshForMs?: number;
  /** Another source has answered than the one that was asked first. */
  readonly detour?: Detour;
};

/** Who answered while the source that was asked first was failing; both by name. */
export interface Detour {
  readonly answeredBy: string;
  readonly insteadOf: string;
  /** Only where a track stands in for another one, which could not be played: how likely they are the same, from 0 to 1. */
  readonly score?: number;
  /** Then: the track that was asked for. */
  readonly wanted?: Track;
  /** Then: its own source only describes it, and was never asked for sound. */
  readonly described?: true;
  /** Then: a listener has said so, and no likeness. */
  readonly chosen?: true;
}

/** Tells a full track from a bare reference inside a playlist. */
export function isTrack(item: Track | Reference): item is Track {
  return 'title' in item;
}

/** The full tracks in an answer, in its order. */
export function tracksOf(resolution: Resolution): readonly Track[] {
  switch (resolution.kind) {
    case 'track':
      return [resolution.track];
    case 'search':
      return resolution.tracks;
    case 'playlist':
      return resolution.playlist.items.filter(isTrack);
    case 'empty':
      return [];
  }
}
