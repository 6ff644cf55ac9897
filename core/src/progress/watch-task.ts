import type { Wording } from '../model/phrase.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Task, TaskState } from '../scheduler/task.js';
import type { AttemptEstimate, Estimate, StageEstimate } from './stage-estimate.js';
import type { TaskProgress } from './task-progress.js';

/** By which clock and which experience progress is estimated. */
export interface WatchTaskOptions {
  readonly clock: Clock;
  readonly estimate: StageEstimate;
  /** Names the kind of work, so that the estimate learns its durations apart: a source's name, with the kind of lookup. */
  readonly work: string;
}

/** How often the place in the line and the time left are looked at anew; both change without an event. */
const REFRESH_MS = 1_000;

/**
 * Turns what happens to a task into progress: at once where it stands now, then each step, at last exactly one of
 * `succeeded`, `failed`, `cancelled`, after which nothing is kept. Stop watching earlier with the returned function.
 */
export function watchTask(
  task: Task<unknown>,
  listener: (progress: TaskProgress) => void,
  options: WatchTaskOptions,
): Unsubscribe {
  const watch = new TaskWatch(task, listener, options);
  watch.begin();
  return () => watch.stop();
}

class TaskWatch {
  readonly #task: Task<unknown>;
  readonly #listener: (progress: TaskProgress) => void;
  readonly #options: WatchTaskOptions;
  #stopListening: Unsubscribe = () => {};
  #stopTimer: Unsubscribe = () => {};
  #attempt:
    | { readonly number: number; readonly wasSeenFromStart: boolean; readonly estimate: AttemptEstimate }
    | undefined;
  #notice: Wording | undefined;
  #now: Estimate = { percent: 0, etaMs: null };
  /** What was told last, for knowing what has changed. */
  #told: { readonly position?: number | null; readonly etaMs?: number | null } = {};
  #isOver = false;

  constructor(task: Task<unknown>, listener: (progress: TaskProgress) => void, options: WatchTaskOptions) {
    this.#task = task;
    this.#listener = listener;
    this.#options = options;
  }

  begin(): void {
    this.#stopListening = this.#task.onEvent((event) => {
      if (event.type === 'state') this.#entered(event.state, true);
      else if (event.type === 'report') this.#reported(event.stage, event.fraction, event.attempt);
      else this.#noticed(event.words, event.attempt);
    });
    this.#entered(this.#task.state, false);
  }

  stop(): void {
    this.#isOver = true;
    this.#stopListening();
    this.#stopTimer();
  }

  /** @param isNew whether the state begins now, and not before we looked */
  #entered(state: TaskState, isNew: boolean): void {
    if (this.#isOver) return;
    switch (state.status) {
      case 'queued':
        this.#tellPosition();
        return this.#refreshLater();
      case 'running':
        this.#beginAttempt(state.attempt, isNew || state.startedAtMs === this.#options.clock.now());
        this.#tellStage();
        return this.#refreshLater();
      case 'waiting-to-retry': {
        const { attempt, retryAtMs, error } = state;
        this.#stopTimer();
        this.#now = { percent: this.#now.percent, etaMs: null };
        return this.#tell({ kind: 'retrying', attempt, retryAtMs, error });
      }
      case 'succeeded':
        if (this.#attempt?.wasSeenFromStart) this.#attempt.estimate.succeeded(this.#options.clock.monotonic());
        this.#now = { percent: 100, etaMs: 0 };
        return this.#tellEnd({ kind: 'succeeded' });
      case 'failed':
        return this.#tellEnd({ kind: 'failed', error: state.error });
      case 'cancelled':
        return this.#tellEnd({ kind: 'cancelled', reason: state.reason });
    }
  }

  #reported(stage: string, fraction: number | null, attempt: number): void {
    if (this.#isOver) return;
    const own = this.#attempt?.number === attempt ? this.#attempt : this.#beginAttempt(attempt, false);
    own.estimate.reached(stage, fraction, this.#options.clock.monotonic());
    this.#tellStage();
  }

  /** Stays said until the try is over. */
  #noticed(words: Wording, attempt: number): void {
    if (this.#isOver) return;
    if (this.#attempt?.number !== attempt) this.#beginAttempt(attempt, false);
    this.#notice = words;
    this.#tellStage();
  }

  #beginAttempt(number: number, wasSeenFromStart: boolean) {
    const { clock, estimate, work } = this.#options;
    const attempt = { number, wasSeenFromStart, estimate: estimate.begin(work, clock.monotonic()) };
    this.#attempt = attempt;
    this.#notice = undefined;
    return attempt;
  }

  #refreshLater(): void {
    this.#stopTimer();
    if (this.#isOver) return;
    this.#stopTimer = this.#options.clock.after(REFRESH_MS, () => {
      if (this.#task.state.status === 'queued') this.#tellPosition();
      else if (this.#task.state.status === 'running') this.#tellTimeLeft();
      this.#refreshLater();
    });
  }

  #tellPosition(): void {
    const position = this.#task.position() ?? null;
    if (this.#told.position === position) return;
    this.#told = { position };
    this.#now = { percent: 0, etaMs: null };
    this.#tell({ kind: 'queued', position });
  }

  /** Tells the stage again when the time left is another than a listener believes. */
  #tellTimeLeft(): void {
    const etaMs = this.#attempt?.estimate.at(this.#options.clock.monotonic()).etaMs;
    if (etaMs !== this.#told.etaMs) this.#tellStage();
  }

  #tellStage(): void {
    if (!this.#attempt) return;
    const { number, estimate } = this.#attempt;
    this.#now = estimate.at(this.#options.clock.monotonic());
    this.#told = { etaMs: this.#now.etaMs };
    const notice = this.#notice === undefined ? {} : { notice: this.#notice };
    this.#tell({ kind: 'stage', stage: estimate.stage, attempt: number, ...notice });
  }

  #tellEnd(end: Extract<Step, { kind: 'succeeded' | 'failed' | 'cancelled' }>): void {
    this.stop();
    if (end.kind !== 'succeeded') this.#now = { percent: this.#now.percent, etaMs: null };
    this.#tell(end);
  }

  #tell(step: Step): void {
    const { id: taskId, tenant } = this.#task;
    this.#listener({ taskId, tenant, atMs: this.#options.clock.now(), ...this.#now, ...step });
  }
}

/** What is particular to each kind of progress. */
type Step = TaskProgress extends infer Kind ? (Kind extends TaskProgress ? Omit<Kind, keyof Common> : never) : never;
type Common = Pick<TaskProgress, 'taskId' | 'tenant' | 'atMs' | 'percent' | 'etaMs' | 'etaErrorMs'>;
