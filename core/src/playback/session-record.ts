import type { QueueEntry, TrackEntry } from './queue-entry.js';

/** A session as it survives a restart; JSON-safe. */
export interface SessionRecord {
  /** The voice channel; `null` when it is in none. */
  readonly channelId: string | null;
  readonly playing: PlayingRecord | null;
  /** What follows, in order. */
  readonly upcoming: readonly QueueEntry[];
  /** Ids of entries that, once found, play instead of what plays then. */
  readonly interrupting: readonly string[];
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
