import { QueueFullError } from '../errors/request-errors.js';
import { referenceKey } from '../model/query.js';
import { referenceOf, type Track } from '../model/track.js';
import type { Autoplay } from './autoplay.js';
import type { FailurePause } from './failure-pause.js';
import type { Intake } from './intake.js';
import type { Player } from './player.js';
import type { Programme } from './programme.js';
import { isTrackEntry, type QueueEntry } from './queue-entry.js';
import { whyRefused } from './queue-rules.js';
import type { SessionVoice } from './session-voice.js';

export interface ReconcilerParts {
  readonly programme: Programme;
  readonly player: Player;
  readonly intake: Intake;
  readonly autoplay: Autoplay;
  readonly voice: SessionVoice;
  readonly failurePause: FailurePause;
  /** Whether something may be done before its turn; always by default. */
  mayOpenAhead?(): boolean;
}

/** So many of what follows are looked up before their turn, and no more, however long a playlist is. */
const LOOKED_UP_AHEAD = 3;

/** Starts whatever a session lacks. Called at the end of each turn; what comes of it is a message. */
export class Reconciler {
  readonly #parts: ReconcilerParts;
  /** The entry that was paused when an earlier process ended. */
  #pausedEntryId: string | undefined;

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
  }

  /** An entry is paused as soon as it starts. */
  startPaused(entryId: string): void {
    this.#pausedEntryId = entryId;
  }

  /** Whoever resumes before it starts is obeyed. */
  startPlaying(): void {
    this.#pausedEntryId = undefined;
  }

  /** Where too much is waiting already, it is tried again a little later. */
  reconcile(): void {
    const { programme, player, voice, failurePause } = this.#parts;
    const following = programme.following(player.playing?.entry);
    if (player.next && player.next.id !== following?.id) player.unprepare();
    if (failurePause.pausing || !voice.connected) return;
    try {
      const next = following ?? this.#suggest();
      if (next) this.#start(next);
      this.#lookAhead();
    } catch (error) {
      if (!(error instanceof QueueFullError)) throw error;
      failurePause.pause();
    }
  }

  /** Opens what comes next, or prepares it to follow what plays. */
  #start(next: QueueEntry): void {
    const { programme, player, intake } = this.#parts;
    if (!player.playing) {
      if (!isTrackEntry(next)) return intake.lookUp(next, 'urgent');
      player.play(next);
      if (this.#pausedEntryId === next.id) player.setPaused(true);
      this.#pausedEntryId = undefined;
      programme.queue.takeHead();
    } else if (player.wantsNext) {
      if (isTrackEntry(next)) player.prepare(next);
      else intake.lookUp(next, 'high');
    }
  }

  /** What is near is known before its turn: one item that is gone makes no gap. */
  #lookAhead(): void {
    const { programme, player, intake, mayOpenAhead } = this.#parts;
    if (!player.playing || mayOpenAhead?.() === false) return;
    for (const entry of programme.queue.entries.slice(0, LOOKED_UP_AHEAD)) intake.lookUp(entry, 'normal');
  }

  /** When the queue is over, what autoplay finds is put into it. */
  #suggest(): QueueEntry | undefined {
    const { programme, player, autoplay } = this.#parts;
    const { modes, history, queue } = programme;
    const current = player.playing?.entry;
    const seed = current ?? programme.lastPlayed;
    if (!modes.autoplay || !seed || (current && !player.wantsNext)) return undefined;
    const heard = new Set([seed, ...history].map(({ content }) => keyOf(content.track)));
    const isFresh = (track: Track) => !heard.has(keyOf(track)) && !whyRefused(track, modes.rules);
    const entry = autoplay.entryAfter(seed, current ? 'low' : 'normal', isFresh);
    if (entry) queue.add(entry);
    return entry;
  }
}

function keyOf(track: Track): string {
  return referenceKey(referenceOf(track));
}
