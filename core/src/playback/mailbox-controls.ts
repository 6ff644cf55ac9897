import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { changedSound, isSameSound, PLAIN_SOUND, type Sound, type SoundChange } from '../audio/sound.js';
import { InvalidRequestError } from '../errors/request-errors.js';
import type { Reference } from '../model/query.js';
import { isLive } from '../model/track.js';
import { clockTime } from '../texts/times.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { PlayedInstead, QueueEntry, TrackEntry } from './queue-entry.js';
import type { QueueRules } from './queue-rules.js';
import { partsAt, partsBefore } from './queue-positions.js';
import {
  planMove,
  positionOf,
  type QueueSelection,
  type QueueTarget,
  select,
  type Selected,
} from './queue-selection.js';
import type { SessionControls } from './session-controls.js';
import type { Loop, SessionEvent, SessionSnapshot } from './session-events.js';
import type { SessionMessage } from './session-messages.js';

export interface MailboxControlsParts {
  readonly guildId: string;
  snapshot(): SessionSnapshot;
  onEvent(listener: (event: SessionEvent) => void): Unsubscribe;
  post(message: SessionMessage): void;
  /** Whether there is what changes the sound of a track. */
  readonly canChangeSound: boolean;
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

  skip(to?: QueueTarget): QueueEntry | undefined {
    const { playing, upcoming } = this.snapshot;
    const passOver = to ? partsBefore(upcoming, positionOf(upcoming, to)) : [];
    if (playing) {
      this.#parts.post({ type: 'skip', entryId: playing.entry.id, passOver });
      return playing.entry;
    }
    const [head] = upcoming;
    if (!head) return undefined;
    const first = to ? passOver : partsAt(upcoming, [{ from: 1, to: 1 }]);
    this.#parts.post({ type: 'skip', entryId: undefined, passOver: first });
    return head;
  }

  previous(): TrackEntry | undefined {
    const [last] = this.snapshot.history;
    if (last) this.#parts.post({ type: 'previous', entryId: last.id });
    return last;
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

  seek(positionMs: number): TrackEntry | undefined {
    const entry = this.snapshot.playing?.entry;
    if (!entry) return undefined;
    expectInside(entry, positionMs);
    this.#parts.post({ type: 'seek', entryId: entry.id, positionMs });
    return entry;
  }

  replay(): TrackEntry | undefined {
    return this.seek(0);
  }

  playInstead(entryId: string, { track, detour }: PlayedInstead): boolean {
    if (this.snapshot.playing?.entry.id !== entryId) return false;
    const content = { kind: 'track', track, startMs: 0, ...(detour && { detour }) } as const;
    this.#parts.post({ type: 'play-instead', entryId, content });
    return true;
  }

  matchAnew(wanted: Reference): void {
    this.#parts.post({ type: 'match-anew', wanted });
  }

  setSound(change: SoundChange): Sound {
    const sound = changedSound(this.snapshot.sound, change);
    if (!this.#parts.canChangeSound && !isSameSound(sound, PLAIN_SOUND)) {
      throw new InvalidRequestError(phrase('request.sound-needs-ffmpeg'));
    }
    this.#parts.post({ type: 'set-sound', sound });
    return sound;
  }

  stop(): void {
    this.#parts.post({ type: 'stop' });
  }

  clear(): readonly QueueEntry[] {
    const { upcoming } = this.snapshot;
    this.#parts.post({ type: 'clear' });
    return upcoming;
  }

  remove(selection: QueueSelection): Omit<Selected, 'parts'> {
    const { upcoming, playing } = this.snapshot;
    const { parts, ...selected } = select(upcoming, playing?.entry, selection);
    if (parts.length > 0) this.#parts.post({ type: 'take', parts });
    return selected;
  }

  move(from: number, to: number): QueueEntry {
    const { entry, beforeId } = planMove(this.snapshot.upcoming, from, to);
    this.#parts.post({ type: 'move', entryId: entry.id, beforeId });
    return entry;
  }

  shuffle(order: 'random' | 'fair'): number | null {
    this.#parts.post({ type: 'shuffle', order });
    return this.snapshot.upcomingTracks;
  }

  setLoop(loop: Loop): void {
    this.#parts.post({ type: 'set', modes: { loop } });
  }

  setAutoplay(autoplay: boolean): void {
    this.#parts.post({ type: 'set', modes: { autoplay } });
  }

  setStay(stay: boolean): void {
    this.#parts.post({ type: 'set', modes: { stay } });
  }

  setRules(rules: QueueRules): void {
    this.#parts.post({ type: 'set', modes: { rules } });
  }

  leave(reason: Wording = phrase('over.left')): void {
    this.#parts.post({ type: 'leave', reason });
  }
}

function expectInside({ content: { track } }: TrackEntry, positionMs: number): void {
  const { durationMs, title } = track;
  if (isLive(track)) throw new InvalidRequestError(phrase('request.live-has-no-places', { title }));
  const lengthMs = durationMs ?? Number.POSITIVE_INFINITY;
  if (positionMs >= 0 && positionMs < lengthMs) return;
  throw new InvalidRequestError(phrase('request.beyond-its-end', { title, length: clockTime(durationMs ?? 0) }));
}
