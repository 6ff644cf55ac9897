import type { TonearmError } from '../errors/tonearm-error.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { Request } from './request.js';
import type { Waitable } from './standing.js';
import type { TaskContext, TaskEvent, TaskSpec, TaskState } from './task.js';

type Report = Extract<TaskEvent, { type: 'report' }>;

/** Where a piece of work is. `over`: it has its answer, or nobody waits for one any more. */
export type WorkState =
  | { readonly status: 'backlog' }
  | Extract<TaskState, { status: 'running' | 'waiting-to-retry' }>
  | { readonly status: 'over' };

const IN_BACKLOG: WorkState = { status: 'backlog' };
const OVER: WorkState = { status: 'over' };

/** A piece of work and all the requests that wait for it. */
export class Work implements Waitable {
  standings = 0;
  state: WorkState = IN_BACKLOG;
  /** What was reported last in this try. */
  lastReport: Report | undefined = undefined;
  /** Drops the timer of the next try. */
  stopWaiting: Unsubscribe | undefined = undefined;
  /** Most works have one request, for which a set would be dear. */
  #requests: Request | Set<Request> | undefined = undefined;
  #abort: AbortController | undefined = undefined;
  #abortReason: TonearmError | undefined = undefined;
  /** Tries that counted. */
  #attempts = 0;

  /** @param spec the first request's: the others share what it says of the work */
  constructor(readonly spec: TaskSpec<unknown>) {}

  /** The requests that wait for it, at this moment, in order of their coming. */
  requests(): readonly Request[] {
    if (this.#requests === undefined) return [];
    return this.#requests instanceof Set ? [...this.#requests] : [this.#requests];
  }

  join(request: Request): void {
    if (this.#requests === undefined) this.#requests = request;
    else if (this.#requests instanceof Set) this.#requests.add(request);
    else this.#requests = new Set([this.#requests, request]);
  }

  /** Takes a request off. @returns whether anyone still waits */
  leave(request: Request): boolean {
    if (this.#requests === request) this.#requests = undefined;
    else if (this.#requests instanceof Set && this.#requests.delete(request)) return this.#requests.size > 0;
    return this.#requests !== undefined;
  }

  /** The number of the current try, or of the last one; 0 before the first. */
  get attempt(): number {
    return this.#attempts;
  }

  /** Begins a try: what {@link run} does next. */
  begin(nowMs: number): TaskState {
    this.#attempts++;
    this.lastReport = undefined;
    const running = { status: 'running', attempt: this.#attempts, startedAtMs: nowMs } as const;
    this.state = running;
    return running;
  }

  run(): Promise<unknown> {
    const attempt = this.#attempts;
    return this.spec.run(
      new RunContext(
        attempt,
        () => this.#signal(),
        (stage, fraction) => this.#report(attempt, stage, fraction),
      ),
    );
  }

  /** Waits for its next try. @param counts `false`: the try that failed does not count as one */
  waitToRetry(retryAtMs: number, error: TonearmError, counts: boolean): TaskState {
    const waiting = { status: 'waiting-to-retry', attempt: this.#attempts, retryAtMs, error } as const;
    if (!counts) this.#attempts--;
    this.state = waiting;
    return waiting;
  }

  returnToBacklog(): void {
    this.stopWaiting = undefined;
    this.state = IN_BACKLOG;
  }

  /** It has its answer. */
  finish(): void {
    this.state = OVER;
    this.lastReport = undefined;
  }

  /** Nobody waits for it any more: what runs is told to stop. */
  abandon(reason: TonearmError): void {
    this.finish();
    this.stopWaiting?.();
    this.stopWaiting = undefined;
    this.#abortReason = reason;
    this.#abort?.abort(reason);
  }

  #signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#abortReason !== undefined) this.#abort.abort(this.#abortReason);
    }
    return this.#abort.signal;
  }

  #report(attempt: number, stage: string, fraction: number | undefined): void {
    if (this.state.status !== 'running' || this.state.attempt !== attempt) return;
    this.lastReport = { type: 'report', stage, fraction: toShare(fraction), attempt };
    for (const request of this.requests()) request.tell(this.lastReport);
  }
}

/** Few runs look at their signal before they wait for something, and a controller is dear: made when asked for. */
class RunContext implements TaskContext {
  readonly #signal: () => AbortSignal;

  constructor(
    readonly attempt: number,
    signal: () => AbortSignal,
    readonly report: TaskContext['report'],
  ) {
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }
}

/** Between 0 and 1; `null` for what is no number. */
function toShare(fraction: number | undefined): number | null {
  return fraction === undefined || Number.isNaN(fraction) ? null : Math.min(1, Math.max(0, fraction));
}
