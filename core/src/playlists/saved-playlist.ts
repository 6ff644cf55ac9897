import type { Reference } from '../model/query.js';
import type { Track } from '../model/track.js';

/** Whose playlists: those of a guild are for everyone in it, those of a user for that user alone, in every guild. */
export interface PlaylistOwner {
  readonly kind: 'guild' | 'user';
  readonly id: string;
}

/** A track is enough to be played; a bare reference is looked up when its turn comes near. */
export type PlaylistItem = Track | Reference;

/** A playlist that someone keeps: one record, so that nothing of it can be without the rest. JSON-safe. */
export interface SavedPlaylist {
  /** Stays the same when its name does not. */
  readonly id: string;
  readonly name: string;
  /** The id of who made it. */
  readonly createdBy: string;
  /** Unix milliseconds. */
  readonly createdAtMs: number;
  /** Unix milliseconds. */
  readonly changedAtMs: number;
  readonly items: readonly PlaylistItem[];
  /** How far imports into it have got that are not over. */
  readonly imports?: readonly ImportMark[];
}

/** How far an import has got. It stands in the playlist, so that a page and the place behind it are kept together. */
export interface ImportMark {
  readonly taskId: string;
  readonly list: Reference;
  /** Of the page that follows; `null` when there is none. */
  readonly cursor: string | null;
  readonly pages: number;
  /** Tracks that it has added. */
  readonly added: number;
}

/** All but the tracks. */
export interface PlaylistSummary extends Omit<SavedPlaylist, 'items' | 'imports'> {
  readonly trackCount: number;
}

/** Who wants to change something, and whether they may decide for others. */
export interface Editor {
  readonly id: string;
  readonly isDj: boolean;
}

export interface PlaylistLimits {
  readonly playlistsPerOwner: number;
  readonly tracksPerPlaylist: number;
}

export const PLAYLIST_LIMITS: PlaylistLimits = { playlistsPerOwner: 50, tracksPerPlaylist: 5_000 };

export function summaryOf({ items, imports: _, ...facts }: SavedPlaylist): PlaylistSummary {
  return { ...facts, trackCount: items.length };
}
