import type { SessionUse } from '../playback/session-use.js';
import type { ResourcesReport } from '../resources/resources.js';

/** What is used of what is limited, in figures that tell of no guild. */
export interface ResourceStatus extends ResourcesReport {
  readonly sessions: Readonly<Record<SessionUse, number>>;
}

/** What a clean-up let go of. */
export interface CleanupReport {
  /** Sessions closed. */
  readonly sessions: number;
  /** Child processes killed that had outlived what wanted them. */
  readonly children: number;
  /** Cached answers that left memory. */
  readonly cacheEntries: number;
  /** Cached answers dropped because their time was up. */
  readonly expired: number;
}

/** What is held for listeners at one moment; all zero when nobody wants anything. */
export interface TonearmCensus {
  readonly sessions: number;
  /** Requests whose story is still told. */
  readonly cards: number;
  /** Guilds of which something is kept for after a crash. */
  readonly journaled: number;
}
