import type { Sound } from '../audio/sound.js';
import type { QueueEntry, TrackEntry } from './queue-entry.js';
import type { SessionModes } from './session-events.js';

/** A session as it survives a restart; JSON-safe. */
export interface SessionRecord extends ProgrammeRecord {
  /** The voice channel; `null` when it is in none. */
  readonly channelId: string | null;
  readonly playing: PlayingRecord | null;
  /** How everything sounds. */
  readonly sound: Sound;
}

/** What plays after what. */
export interface ProgrammeRecord {
  /** What follows, in order. */
  readonly upcoming: readonly QueueEntry[];
  /** What has played, the last one first. */
  readonly history: readonly TrackEntry[];
  readonly modes: SessionModes;
}

/** What plays. */
export interface PlayingRecord {
  readonly entry: TrackEntry;
  /** When its play began, in Unix milliseconds: tells plays of the same entry apart. */
  readonly begunAtMs: number;
  readonly paused: boolean;
}

/** How far a play has got; it means nothing for any other play. */
export interface PositionRecord {
  readonly entryId: string;
  readonly begunAtMs: number;
  /** In milliseconds of the track. */
  readonly positionMs: number;
}
