import type { Unsubscribe } from '../runtime/clock.js';
import type { TrackEntry } from './queue-entry.js';
import type { SessionEvent, SessionSnapshot } from './session-events.js';

/**
 * One guild's music as front ends steer it. Everything takes effect at once, also while a source or Discord never
 * answers. Asked again after the session is over, nothing happens.
 */
export interface SessionControls {
  readonly guildId: string;
  /** How things stand now. */
  readonly snapshot: SessionSnapshot;
  onEvent(listener: (event: SessionEvent) => void): Unsubscribe;
  /** Ends the current track. @returns what was skipped; `undefined` when nothing played */
  skip(): TrackEntry | undefined;
  /** `false` when nothing plays. */
  pause(): boolean;
  /** `false` when nothing is paused. */
  resume(): boolean;
  /** Ends the current track and empties the queue; stays in the channel. */
  stop(): void;
  /** Stops and leaves; the session is over. The reason is for listeners. */
  leave(reason?: string): void;
}
