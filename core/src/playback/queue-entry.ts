import { type Reference, referenceKey } from '../model/query.js';
import type { Detour } from '../model/resolution.js';
import { referenceOf, type Track } from '../model/track.js';

/** Where a request goes: before everything (and instead of what plays), first in line, or last. */
export type QueuePlace = 'now' | 'next' | 'end';

/** One place in the queue; JSON-safe. */
export interface QueueEntry {
  /** Unguessable; stays the same from the request to the end of the track. */
  readonly id: string;
  /** The request it came from: all tracks of a playlist share one. */
  readonly requestId: string;
  readonly requestedBy: string;
  /** Where its request wanted it; what was moved or shuffled since counts as `end`. */
  readonly place: QueuePlace;
  /** Nobody asked for it: autoplay chose it. */
  readonly suggested?: true;
  readonly content: EntryContent;
}

/** What stands there. Only a `track` can be played; the others become tracks when their turn comes near. */
export type EntryContent =
  /** Still being looked up; keeps the place in the order of request. */
  | { readonly kind: 'pending'; readonly query: string }
  | {
      readonly kind: 'track';
      readonly track: Track;
      readonly startMs: number;
      /** It was heard up to there before its play was broken off, by a lost connection or a crash: it goes on, and does not begin. */
      readonly goesOn?: true;
      /** Another source has answered than the one that was asked first. */
      readonly detour?: Detour;
    }
  /** A playlist's item of which only the reference is known. */
  | { readonly kind: 'reference'; readonly reference: Reference }
  | RestOfPlaylist;

/** The part of a playlist that was not loaded yet. */
export interface RestOfPlaylist {
  readonly kind: 'rest-of-playlist';
  readonly reference: Reference;
  readonly cursor: string;
  /** Tracks in it; `null` when the source does not tell. */
  readonly trackCount: number | null;
  /** What was done to it by index, in order; applied to each page when it comes. */
  readonly edits: readonly RestEdit[];
  /** Its tracks take turns with those of other listeners that follow it. */
  readonly fair?: true;
}

/** An index is from 0, among the tracks as the edits before it left them. */
export type RestEdit =
  | { readonly kind: 'removed'; readonly from: number; readonly count: number }
  /** Each page is shuffled by itself. */
  | { readonly kind: 'shuffled'; readonly seed: number };

/** What is played for an entry, and for what it stands in. */
export interface PlayedInstead {
  readonly track: Track;
  readonly detour?: Detour;
}

/** An entry that can be played. */
export type TrackEntry = QueueEntry & { readonly content: { readonly kind: 'track' } };

export function isTrackEntry(entry: QueueEntry): entry is TrackEntry {
  return entry.content.kind === 'track';
}

/** Whether an entry stands for what is wanted, whatever is played for it. */
export function isFor(entry: TrackEntry | undefined, wanted: Reference): boolean {
  if (!entry) return false;
  const { track, detour } = entry.content;
  return referenceKey(referenceOf(detour?.wanted ?? track)) === referenceKey(wanted);
}
