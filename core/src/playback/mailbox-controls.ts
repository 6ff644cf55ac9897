import type { Unsubscribe } from '../runtime/clock.js';
import type { TrackEntry } from './queue-entry.js';
import type { SessionControls } from './session-controls.js';
import type { SessionEvent, SessionSnapshot } from './session-events.js';
import type { SessionMessage } from './session-messages.js';

export interface MailboxControlsParts {
  readonly guildId: string;
  snapshot(): SessionSnapshot;
  onEvent(listener: (event: SessionEvent) => void): Unsubscribe;
  post(message: SessionMessage): void;
}

/**
 * Steers a session through its mailbox. What was asked for is read from the session as it stands, answered at once, and
 * posted by id: should the mailbox be busy, a change that comes in between makes it do nothing instead of something else.
 */
export class MailboxControls implements SessionControls {
  readonly #parts: MailboxControlsParts;

  constructor(parts: MailboxControlsParts) {
    this.#parts = parts;
  }

  get guildId(): string {
    return this.#parts.guildId;
  }

  get snapshot(): SessionSnapshot {
    return this.#parts.snapshot();
  }

  onEvent(listener: (event: SessionEvent) => void): Unsubscribe {
    return this.#parts.onEvent(listener);
  }

  skip(): TrackEntry | undefined {
    const skipped = this.snapshot.playing?.entry;
    if (skipped) this.#parts.post({ type: 'skip', entryId: skipped.id });
    return skipped;
  }

  pause(): boolean {
    this.#parts.post({ type: 'set-paused', paused: true });
    return this.snapshot.playing !== null;
  }

  resume(): boolean {
    const paused = this.snapshot.playing?.paused ?? false;
    this.#parts.post({ type: 'set-paused', paused: false });
    return paused;
  }

  stop(): void {
    this.#parts.post({ type: 'stop' });
  }

  leave(reason = 'I left the voice channel.'): void {
    this.#parts.post({ type: 'leave', reason });
  }
}
