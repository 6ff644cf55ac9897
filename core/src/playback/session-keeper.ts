import type { PositionRecord } from './session-record.js';

/** Keeps a session safe from a crash. Both return at once. */
export interface SessionKeeper {
  /** The session's record is another one than before. */
  changed(): void;
  /** What plays has got so far; told about once a second. */
  moved(position: PositionRecord): void;
}
