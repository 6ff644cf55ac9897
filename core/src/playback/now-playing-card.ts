import type { Wording } from '../model/phrase.js';
import type { ProgressSnapshot } from '../progress/progress-view.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { moodOf, nowPlayingSnapshot, waitingSnapshot } from './now-playing.js';
import type { TrackEntry } from './queue-entry.js';
import type { RefreshBudget } from './refresh-budget.js';
import type { Session } from './session.js';
import type { EndReason, SessionEvent } from './session-events.js';

export interface NowPlayingCardParts {
  readonly session: Session;
  readonly clock: Clock;
  readonly refreshes: RefreshBudget;
  show(snapshot: ProgressSnapshot): void;
  /** Shows the last one. */
  finish(snapshot: ProgressSnapshot): void;
  onOver(): void;
}

/** Shows whatever plays in a session, track after track, until the session is over or another such card takes its place. */
export class NowPlayingCard {
  readonly #parts: NowPlayingCardParts;
  readonly #stopListening: Unsubscribe;
  /** The last track it has shown, to say how that ended when nothing follows. */
  #entry: TrackEntry | undefined;
  #shown: { readonly atMs: number; readonly mood: string } | undefined;

  constructor(parts: NowPlayingCardParts) {
    this.#parts = parts;
    this.#stopListening = parts.session.onEvent((event) => this.#happened(event));
    this.#showPlaying();
  }

  /** Stops where it is: another card goes on. */
  replace(): void {
    this.#stopListening();
    const { session, clock, finish, onOver } = this.#parts;
    const last = nowPlayingSnapshot(session.snapshot, clock.now()) ?? this.#endOf('finished');
    if (last) finish(last);
    onOver();
  }

  #happened(event: SessionEvent): void {
    switch (event.type) {
      case 'started':
        return this.#showPlaying();
      case 'changed':
      case 'elsewhere':
        return this.#worthShowing() ? this.#showPlaying() : undefined;
      case 'ended':
        return this.#showEnd(event.outcome);
      case 'voice':
        return event.state.status === 'rejoining' ? this.#showWaiting(event.state.reason) : undefined;
      case 'closed':
        return this.#finish();
      default:
    }
  }

  #showPlaying(): void {
    const { session, clock, show } = this.#parts;
    const { snapshot } = session;
    const atMs = clock.now();
    const playing = nowPlayingSnapshot(snapshot, atMs);
    if (!playing) return;
    this.#entry = snapshot.playing?.entry;
    this.#shown = { atMs, mood: moodOf(playing) };
    show(playing);
  }

  #showWaiting(reason: Wording): void {
    const { session, clock, show } = this.#parts;
    const atMs = clock.now();
    const waiting = waitingSnapshot(session.snapshot, reason, atMs);
    if (!waiting) return;
    this.#shown = { atMs, mood: moodOf(waiting) };
    show(waiting);
  }

  #showEnd(outcome: EndReason): void {
    const ended = this.#endOf(outcome);
    if (ended) this.#parts.show(ended);
  }

  #finish(): void {
    this.#stopListening();
    const ended = this.#endOf('stopped');
    if (ended) this.#parts.finish(ended);
    this.#parts.onOver();
  }

  #endOf(outcome: EndReason): ProgressSnapshot | undefined {
    if (!this.#entry) return undefined;
    const { content, requestedBy } = this.#entry;
    const atMs = this.#parts.clock.now();
    return { kind: 'ended', track: content.track, requestedBy, outcome: { kind: outcome }, atMs };
  }

  /** A change of mood or track at once; the moving position only now and then. */
  #worthShowing(): boolean {
    const { session, clock, refreshes } = this.#parts;
    const playing = nowPlayingSnapshot(session.snapshot, clock.now());
    if (!playing) return false;
    const isAnother = playing.entryId !== this.#entry?.id;
    if (isAnother || this.#shown?.mood !== moodOf(playing)) return true;
    return refreshes.take(this.#shown?.atMs ?? 0);
  }
}
