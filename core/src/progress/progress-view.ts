import type { MessageContent } from '../model/message-content.js';
import type { Phrase } from '../model/phrase.js';
import type { Priority } from '../model/priority.js';
import type { Detour } from '../model/resolution.js';
import type { Track } from '../model/track.js';

/** How progress looks. Pure: the same snapshot in the same language gives the same message. */
export interface ProgressView {
  /** By which the configuration chooses it. */
  readonly name: string;
  /** Draws it. A view that speaks one language only leaves the options alone. */
  render(snapshot: ProgressSnapshot, options: RenderOptions): MessageContent;
}

/** For whom a view draws. */
export interface RenderOptions {
  /** What the guild reads, as a language tag (`de`, `pt-BR`); a view may not speak it. */
  readonly language: string;
}

/** Everything a view may show at one moment; JSON-safe. */
export type ProgressSnapshot = (TaskSnapshot | AddedSnapshot | NowPlayingSnapshot | EndedSnapshot) & {
  /** What the reason, the notice or the trouble in it says, until its language is known; a view finds it said there. */
  readonly phrase?: Phrase;
};

/** What the requester typed and what became of it so far. */
interface RequestFacts {
  readonly taskId: string;
  /** The listener's own words. */
  readonly query: string;
  readonly requestedBy: string;
  readonly priority: Priority;
  /** When it was asked, in Unix milliseconds. */
  readonly requestedAtMs: number;
  /** The moment this snapshot shows. */
  readonly atMs: number;
}

/** A request on its way. */
export type TaskSnapshot = RequestFacts & {
  /** 0–100. */
  readonly percent: number;
  /** Estimated time left in milliseconds; `null` without an honest estimate. */
  readonly etaMs: number | null;
  /** How far off that has been lately in four of five cases, in milliseconds; absent until enough was learned. */
  readonly etaErrorMs?: number;
} & (
    | {
        readonly kind: 'queued';
        /** Tasks that would start before it: 0 is next. */
        readonly position: number | null;
      }
    | {
        readonly kind: 'working';
        readonly stage: string;
        readonly attempt: number;
        /** What else the listener should know now, in words: that a source is failing and another one is asked. */
        readonly notice?: string;
      }
    | {
        readonly kind: 'retrying';
        /** The try that has failed, from 1. */
        readonly attempt: number;
        readonly maxAttempts: number;
        readonly retryAtMs: number;
        readonly reason: string;
      }
    | { readonly kind: 'failed'; readonly code: string; readonly reason: string; readonly attempts: number }
    | { readonly kind: 'cancelled'; readonly reason: string }
  );

/** A request that was answered and stands in the queue. */
export interface AddedSnapshot extends RequestFacts {
  readonly kind: 'added';
  /** The track, or the playlist's title and length. */
  readonly added:
    | {
        readonly kind: 'track';
        readonly track: Track;
        /** Another source has answered than the one that was asked first, because that one is failing. */
        readonly detour?: Detour;
      }
    | {
        readonly kind: 'playlist';
        readonly title: string;
        readonly trackCount: number | null;
        /** Tracks of it that the guild's rules did not let in, as far as they can be counted yet; absent for none. */
        readonly leftOut?: number;
      };
  /** Tracks before it; 0 means that it is about to play. */
  readonly tracksAhead: number;
}

/** The card of the track that plays. */
export interface NowPlayingSnapshot {
  readonly kind: 'now-playing';
  /** Of the queue's entry, for buttons that mean this track and no later one: `skip:<entry id>`. */
  readonly entryId: string;
  readonly track: Track;
  /** Another source has answered than the one that was asked first, because that one was failing. */
  readonly detour?: Detour;
  readonly requestedBy: string;
  readonly positionMs: number;
  readonly paused: boolean;
  /** `buffering` while the sound is being fetched. */
  readonly buffering: boolean;
  /** Why there is no sound yet, in words: opening has failed and is tried again. */
  readonly trouble?: string;
  readonly next: Track | null;
  /** Tracks waiting; `null` when a list's length is not known yet. */
  readonly waiting: number | null;
  readonly atMs: number;
}

/** A track that is over, with the reason when it ended early. */
export interface EndedSnapshot {
  readonly kind: 'ended';
  readonly track: Track;
  readonly requestedBy: string;
  readonly outcome:
    | { readonly kind: 'finished' }
    | { readonly kind: 'skipped' }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'failed'; readonly code: string; readonly reason: string };
  readonly atMs: number;
}
