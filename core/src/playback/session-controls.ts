import type { Wording } from '../model/phrase.js';
import type { Sound, SoundChange } from '../audio/sound.js';
import type { Reference } from '../model/query.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { PlayedInstead, QueueEntry, TrackEntry } from './queue-entry.js';
import type { QueueRules } from './queue-rules.js';
import type { QueueSelection, QueueTarget, Selected } from './queue-selection.js';
import type { Loop, SessionEvent, SessionSnapshot } from './session-events.js';

/**
 * One guild's music as front ends steer it. Everything takes effect at once, also while a source or Discord never
 * answers. Asked again after the session is over, nothing happens. Positions are counted from 1; what is no position
 * of the queue throws an InvalidRequestError and changes nothing.
 */
export interface SessionControls {
  readonly guildId: string;
  /** How things stand now. */
  readonly snapshot: SessionSnapshot;
  onEvent(listener: (event: SessionEvent) => void): Unsubscribe;
  /**
   * Ends the current track, or gives up the next one while it keeps everyone waiting; with a target, also all before that.
   * @returns what was skipped; `undefined` when there was nothing
   */
  skip(to?: QueueTarget): QueueEntry | undefined;
  /** Plays what has played last once more; the current track comes after it. @returns that; `undefined` when nothing has */
  previous(): TrackEntry | undefined;
  /** `false` when nothing plays. */
  pause(): boolean;
  /** `false` when nothing is paused. */
  resume(): boolean;
  /**
   * Goes to a place in the current track; paused, it stays paused. @returns the track; `undefined` when nothing plays
   * @throws InvalidRequestError for a live stream, and beyond the end
   */
  seek(positionMs: number): TrackEntry | undefined;
  /** Begins the current track anew, as {@link seek} does. */
  replay(): TrackEntry | undefined;
  /**
   * Plays another recording in place of what plays, from its beginning: the listener has said that it was the wrong one.
   * @returns `false` when that entry does not play any more
   */
  playInstead(entryId: string, instead: PlayedInstead): boolean;
  /** What is played for this one is another recording now: where it was opened ahead, it is opened anew. */
  matchAnew(wanted: Reference): void;
  /**
   * Changes how everything sounds from now on; what is left out stays. The old sound goes on until the new one is ready.
   * @returns how it sounds now
   * @throws InvalidRequestError for what is out of range or unknown, and where there is no ffmpeg to do it
   */
  setSound(change: SoundChange): Sound;
  /** Ends the current track and empties the queue; stays in the channel. */
  stop(): void;
  /** Empties the queue; the current track goes on. @returns what was in it */
  clear(): readonly QueueEntry[];
  /** Takes something out of the queue. @returns that */
  remove(selection: QueueSelection): Omit<Selected, 'parts'>;
  /** Moves what stands at one position to another one. @returns that */
  move(from: number, to: number): QueueEntry;
  /**
   * Shuffles the queue: in a random order, or `fair`: listeners take turns, and what each asked for stays in order.
   * @returns tracks in the queue; `null` when nobody knows how many
   */
  shuffle(order: 'random' | 'fair'): number | null;
  /** Whether the current track, or the queue, begins anew when it is over. */
  setLoop(loop: Loop): void;
  /** Whether related music follows when the queue is over. */
  setAutoplay(autoplay: boolean): void;
  /** Whether it stays in the channel when nothing plays and when nobody listens (24/7). */
  setStay(stay: boolean): void;
  /** What is let into the queue from now on; what waits already is not asked. */
  setRules(rules: QueueRules): void;
  /** Stops and leaves; the session is over. The reason is for listeners. */
  leave(reason?: Wording): void;
}
