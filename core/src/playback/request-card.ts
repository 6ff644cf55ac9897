import type { TonearmError } from '../errors/tonearm-error.js';
import { englishOf, type Phrase, type Wording } from '../model/phrase.js';
import type { Priority } from '../model/priority.js';
import type { Reference } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import { worded } from '../progress/in-language.js';
import type { ProgressSnapshot } from '../progress/progress-view.js';
import type { TaskProgress } from '../progress/task-progress.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Task } from '../scheduler/task.js';
import { phrase } from '../texts/phrase.js';
import { moodOf, nowPlayingSnapshot, waitingSnapshot } from './now-playing.js';
import { isTrackEntry, type QueueEntry, type TrackEntry } from './queue-entry.js';
import type { RefreshBudget } from './refresh-budget.js';
import type { Session } from './session.js';
import type { SessionEvent } from './session-events.js';
import type { SessionVoiceState } from './session-voice.js';

/** What the listener asked for, as the card tells it; JSON-safe. */
export interface RequestFacts {
  readonly taskId: string;
  readonly text: string;
  readonly requestedBy: string;
  readonly priority: Priority;
  /** What exactly is meant, where that is known. */
  readonly reference?: Reference;
}

export interface RequestCardParts {
  readonly facts: RequestFacts;
  /** Unix milliseconds. */
  readonly requestedAtMs: number;
  readonly session: Session;
  readonly clock: Clock;
  readonly refreshes: RefreshBudget;
  /** Tries that a lookup has in all. */
  readonly maxAttempts: number;
  /** Turns a task's events into progress; `work` names what it does, for learning how long that takes. */
  watch(task: Task<unknown>, work: string, listener: (progress: TaskProgress) => void): Unsubscribe;
  show(snapshot: ProgressSnapshot): void;
  /** Tells a snapshot beside the card, which goes on. */
  tell(snapshot: ProgressSnapshot): void;
  /** Shows the last snapshot: the story is over. */
  finish(snapshot: ProgressSnapshot): void;
  /** The session was closed: the story is over without a further word. */
  onClosed(): void;
}

type Ended = Extract<ProgressSnapshot, { kind: 'ended' }>;

/** The story of one request, from the first word to the end of its last track, shown snapshot by snapshot. */
export class RequestCard {
  readonly #parts: RequestCardParts;
  readonly #stopListening: Unsubscribe;
  #stopWatching: Unsubscribe = () => {};
  #percent = 0;
  #attempts = 1;
  #shown: { readonly atMs: number; readonly mood: string } | undefined;

  constructor(parts: RequestCardParts) {
    this.#parts = parts;
    this.#stopListening = parts.session.onEvent((event) => this.#happened(event));
  }

  /** How far the lookup is, 0–100. */
  get percent(): number {
    return this.#percent;
  }

  /** Shows the lookup's progress until it ends; what it brought is told by the session. */
  watch(task: Task<Resolution>, work: string): void {
    this.#stopWatching = this.#parts.watch(task, work, (progress) => this.#progressed(progress));
  }

  #progressed(progress: TaskProgress): void {
    const { percent, etaMs, etaErrorMs } = progress;
    this.#percent = percent;
    const estimate = { percent, etaMs, ...(etaErrorMs !== undefined && { etaErrorMs }) };
    const facts = { ...this.#facts(progress.atMs), ...estimate };
    switch (progress.kind) {
      case 'queued':
        return this.#show({ ...facts, kind: 'queued', position: progress.position });
      case 'stage': {
        const { stage, attempt, notice } = progress;
        this.#attempts = attempt;
        return this.#show({
          ...facts,
          kind: 'working',
          stage,
          attempt,
          ...(notice !== undefined && worded('notice', notice)),
        });
      }
      case 'retrying': {
        const { attempt, retryAtMs, error } = progress;
        const { maxAttempts } = this.#parts;
        return this.#show({
          ...facts,
          kind: 'retrying',
          attempt,
          maxAttempts,
          retryAtMs,
          ...worded('reason', error.wording),
        });
      }
      case 'cancelled':
        return this.#show({ ...facts, kind: 'cancelled', ...worded('reason', progress.reason) }, true);
      case 'succeeded':
      case 'failed':
        return this.#stopWatching();
    }
  }

  #happened(event: SessionEvent): void {
    switch (event.type) {
      case 'added': {
        if (event.requestId !== this.#parts.facts.taskId) return;
        const { added, tracksAhead } = event;
        const snapshot = { ...this.#facts(this.#parts.clock.now()), kind: 'added', added, tracksAhead } as const;
        // What plays at once soon takes the card's place: what the rules have left out is told beside it.
        if (tracksAhead === 0 && added.kind === 'playlist' && added.leftOut) this.#parts.tell(snapshot);
        return this.#show(snapshot);
      }
      case 'started':
        return this.#isMine(event.entry) ? this.#showPlaying() : undefined;
      case 'changed':
      case 'elsewhere':
        return this.#isMine(event.entry) && this.#worthShowing() ? this.#showPlaying() : undefined;
      case 'ended':
        return this.#isMine(event.entry) ? this.#showEnded(event.entry, { kind: event.outcome }) : undefined;
      case 'failed':
        return this.#isMine(event.entry) ? this.#showFailed(event.entry, event.error) : undefined;
      case 'removed':
        return this.#isMine(event.entry) ? this.#showRemoved(event.reason) : undefined;
      case 'voice':
        return this.#voiceChanged(event.state);
      case 'closed':
        this.#end();
        return this.#parts.onClosed();
    }
  }

  /**
   * Follows nothing any more, because the process ends: what is given up now goes on after the restart.
   * @returns what to show while a track of this request plays; `undefined` when none does
   */
  farewell(words: Phrase): ProgressSnapshot | undefined {
    this.#end();
    const { snapshot } = this.#parts.session;
    const playing = nowPlayingSnapshot(snapshot, this.#parts.clock.now());
    return playing && snapshot.playing && this.#isMine(snapshot.playing.entry)
      ? { ...playing, ...worded('trouble', words) }
      : undefined;
  }

  #voiceChanged(state: SessionVoiceState): void {
    const { snapshot } = this.#parts.session;
    const [waits] = snapshot.upcoming;
    if (!waits || !this.#isMine(waits)) return;
    if (state.status === 'rejoining') {
      const waiting = waitingSnapshot(snapshot, state.reason, this.#parts.clock.now());
      if (waiting) this.#show(waiting);
    } else if (state.status === 'destroyed' && state.error) {
      const { code, wording: reason } = state.error;
      this.#show(this.#failure(code, phrase('over.voice-lost', { reason })));
    }
  }

  #showPlaying(): void {
    const playing = nowPlayingSnapshot(this.#parts.session.snapshot, this.#parts.clock.now());
    if (playing) this.#show(playing);
  }

  #showEnded(entry: TrackEntry, outcome: Ended['outcome']): void {
    this.#show(this.#endOf(entry, outcome), !this.#hasMore());
  }

  /** While more of the request follows, that soon takes the card's place: the failure is told beside it as well. */
  #showFailed(entry: QueueEntry, { code, wording }: Pick<TonearmError, 'code' | 'wording'>): void {
    const failed = isTrackEntry(entry)
      ? this.#endOf(entry, { kind: 'failed', code, reason: englishOf(wording) }, wording)
      : this.#failure(code, wording);
    const goesOn = this.#hasMore();
    if (goesOn) this.#parts.tell(failed);
    this.#show(failed, !goesOn);
  }

  /** @param reason of the failure, where it is one */
  #endOf({ content, requestedBy }: TrackEntry, outcome: Ended['outcome'], reason: Wording = ''): Ended {
    const facts = { track: content.track, requestedBy, outcome, atMs: this.#parts.clock.now() };
    return { kind: 'ended', ...facts, ...(typeof reason !== 'string' && { phrase: reason }) };
  }

  #failure(code: string, reason: Wording): ProgressSnapshot {
    const progress = { percent: this.#percent, etaMs: null, attempts: this.#attempts };
    return { ...this.#facts(this.#parts.clock.now()), ...progress, kind: 'failed', code, ...worded('reason', reason) };
  }

  #showRemoved(reason: Wording): void {
    if (this.#hasMore()) return;
    const facts = this.#facts(this.#parts.clock.now());
    this.#show({ ...facts, percent: this.#percent, etaMs: null, kind: 'cancelled', ...worded('reason', reason) }, true);
  }

  /** A change of mood at once; the moving position only now and then. */
  #worthShowing(): boolean {
    const { session, clock, refreshes } = this.#parts;
    const playing = nowPlayingSnapshot(session.snapshot, clock.now());
    if (this.#shown?.mood !== (playing ? moodOf(playing) : undefined)) return true;
    return refreshes.take(this.#shown?.atMs ?? 0);
  }

  #show(snapshot: ProgressSnapshot, last = false): void {
    const mood = snapshot.kind === 'now-playing' ? moodOf(snapshot) : snapshot.kind;
    this.#shown = { atMs: this.#parts.clock.now(), mood };
    if (!last) return this.#parts.show(snapshot);
    this.#end();
    this.#parts.finish(snapshot);
  }

  #end(): void {
    this.#stopWatching();
    this.#stopListening();
  }

  #isMine(entry: QueueEntry): boolean {
    return entry.requestId === this.#parts.facts.taskId;
  }

  /** Whether an entry of this request plays or still waits. */
  #hasMore(): boolean {
    const { playing, upcoming } = this.#parts.session.snapshot;
    return upcoming.some((entry) => this.#isMine(entry)) || (playing !== null && this.#isMine(playing.entry));
  }

  #facts(atMs: number) {
    const { facts, requestedAtMs } = this.#parts;
    const { taskId, text, requestedBy, priority } = facts;
    return { taskId, query: text, requestedBy, priority, requestedAtMs, atMs };
  }
}
