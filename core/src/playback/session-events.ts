import type { Wording } from '../model/phrase.js';
import type { Sound } from '../audio/sound.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Detour } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { QueueEntry, TrackEntry } from './queue-entry.js';
import type { QueueRules } from './queue-rules.js';
import type { SessionVoiceState } from './session-voice.js';

/** What happens in one guild, in order. */
export type SessionEvent =
  /** A request was answered and stands in the queue. */
  | { readonly type: 'added'; readonly requestId: string; readonly added: Added; readonly tracksAhead: number }
  /** An entry's first frame left. */
  | { readonly type: 'started'; readonly entry: TrackEntry }
  /** Position, pause or buffering of what plays, or what comes next, changed. */
  | { readonly type: 'changed'; readonly entry: TrackEntry }
  | { readonly type: 'ended'; readonly entry: TrackEntry; readonly outcome: EndReason }
  /** Another place in it, or another sound, could not be had: what played before goes on. */
  | { readonly type: 'kept'; readonly entry: TrackEntry; readonly error: TonearmError }
  /**
   * Its source cannot play it, because of the error: the same recording goes on from another one, which the entry names. `null`: its source
   * has no sound of its own.
   */
  | { readonly type: 'elsewhere'; readonly entry: TrackEntry; readonly error: TonearmError | null }
  /** An entry was given up before or while it played; the queue goes on. */
  | { readonly type: 'failed'; readonly entry: QueueEntry; readonly error: TonearmError }
  /** An entry was taken out of the queue before its turn. */
  | { readonly type: 'removed'; readonly entry: QueueEntry; readonly reason: Wording }
  /** The order of the queue, or how the session plays, changed. */
  | { readonly type: 'arranged' }
  | { readonly type: 'voice'; readonly state: SessionVoiceState }
  /** The session is over, for a reason in words; nothing follows. */
  | { readonly type: 'closed'; readonly reason: Wording };

export type EndReason = 'finished' | 'skipped' | 'stopped';

/** What a request brought. */
export type Added =
  | { readonly kind: 'track'; readonly track: Track; readonly detour?: Detour }
  | {
      readonly kind: 'playlist';
      readonly title: string;
      readonly trackCount: number | null;
      /** Tracks that the rules did not let in, as far as they can be counted yet. */
      readonly leftOut?: number;
    };

/** What begins anew when it is over. */
export type Loop = 'off' | 'track' | 'queue';

/** How a session plays. */
export interface SessionModes {
  readonly loop: Loop;
  /** Related music follows when the queue is over. */
  readonly autoplay: boolean;
  /** It stays in the channel when nothing plays and when nobody listens. */
  readonly stay: boolean;
  /** What is let into the queue. */
  readonly rules: QueueRules;
}

/** A session at one moment. */
export interface SessionSnapshot extends SessionModes {
  readonly guildId: string;
  /** `null` when it is in no channel. */
  readonly voice: SessionVoiceState | null;
  readonly playing: NowPlaying | null;
  /** How it sounds, and whatever follows. */
  readonly sound: Sound;
  /** What follows, in order. */
  readonly upcoming: readonly QueueEntry[];
  /** Tracks that follow; `null` when a playlist's length is not known yet. */
  readonly upcomingTracks: number | null;
  /** What has played, the last one first; at most 50. */
  readonly history: readonly TrackEntry[];
  /** Nobody is in the channel but bots, as far as is known. */
  readonly alone: boolean;
}

export interface NowPlaying {
  readonly entry: TrackEntry;
  /** When its play began, in Unix milliseconds: a loop or a replay of the same entry is another play. */
  readonly begunAtMs: number;
  readonly positionMs: number;
  readonly paused: boolean;
  /** No sound yet, or it has run dry. */
  readonly buffering: boolean;
  /** What a live stream says is on; `null` when it says nothing, as every file. */
  readonly announced: string | null;
  /** Why there is no sound yet: opening has failed and is tried again. `null` while all is well. */
  readonly trouble: Wording | null;
}
