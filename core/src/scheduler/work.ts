import type { Wording } from '../model/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import { PRIORITIES, type Priority } from '../model/priority.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { Moment } from './moments.js';
import type { Request } from './request.js';
import type { Waitable } from './standing.js';
import type { TaskContext, TaskEvent, TaskSpec, TaskState } from './task.js';

type Report = Extract<TaskEvent, { type: 'report' }>;
type Notice = Extract<TaskEvent, { type: 'notice' }>;

/** Where a piece of work is. `over`: it has its answer, or nobody waits for one any more. */
export type WorkState =
  | { readonly status: 'backlog' }
  | Extract<TaskState, { status: 'running' | 'waiting-to-retry' }>
  /** @property reason why, when nobody waits */
  | { readonly status: 'over'; readonly reason: TonearmError | null };

const IN_BACKLOG: WorkState = { status: 'backlog' };
const ANSWERED: WorkState = { status: 'over', reason: null };

/** A piece of work and all the requests that wait for it. */
export class Work implements Waitable {
  standings = 0;
  state: WorkState = IN_BACKLOG;
  /** What was reported last in this try. */
  lastReport: Report | undefined = undefined;
  /** What was said besides in this try. */
  lastNotice: Notice | undefined = undefined;
  /** Drops the timer of the next try. */
  stopWaiting: Unsubscribe | undefined = undefined;
  /** Most works have one request, for which a set would be dear. */
  #requests: Request | Set<Request> | undefined = undefined;
  #abort: AbortController | undefined = undefined;
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

  /** The best that any of its requests has. */
  get priority(): Priority {
    const priorities = this.requests().map(({ priority }) => priority);
    return PRIORITIES.find((priority) => priorities.includes(priority)) ?? this.spec.priority;
  }

  /** Begins a try: what {@link run} does next. */
  begin({ atMs, firstTry }: Moment): TaskState {
    this.#attempts++;
    this.#hush();
    const attempt = this.#attempts;
    const running = attempt === 1 ? firstTry : ({ status: 'running', attempt, startedAtMs: atMs } as const);
    this.state = running;
    return running;
  }

  /** What is thrown before there is a promise is a failure like any other. */
  run(): Promise<unknown> {
    try {
      return this.spec.run(new RunContext(this, this.#attempts));
    } catch (error) {
      return Promise.reject(error);
    }
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
    this.#end(ANSWERED);
  }

  /** Nobody waits for it any more: what runs is told to stop. */
  abandon(reason: TonearmError): void {
    this.#end({ status: 'over', reason });
    this.stopWaiting?.();
    this.stopWaiting = undefined;
    this.#abort?.abort(reason);
  }

  /** Fires when nobody waits any more. Made when first asked for: few runs look before they wait for something. */
  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.state.status === 'over' && this.state.reason !== null) this.#abort.abort(this.state.reason);
    }
    return this.#abort.signal;
  }

  /** Tells all requests how far this try is; nothing once the try is over. */
  report(attempt: number, stage: string, fraction: number | undefined): void {
    if (!this.#isTrying(attempt)) return;
    this.lastReport = { type: 'report', stage, fraction: toShare(fraction), attempt };
    for (const request of this.requests()) request.tell(this.lastReport);
  }

  /** Tells all requests what else a listener should know; nothing once the try is over. */
  notice(attempt: number, words: Wording): void {
    if (!this.#isTrying(attempt)) return;
    this.lastNotice = { type: 'notice', words, attempt };
    for (const request of this.requests()) request.tell(this.lastNotice);
  }

  #isTrying(attempt: number): boolean {
    return this.state.status === 'running' && this.state.attempt === attempt;
  }

  #end(over: WorkState): void {
    this.state = over;
    this.#hush();
  }

  #hush(): void {
    this.lastReport = undefined;
    this.lastNotice = undefined;
  }
}

/** One try, as it sees itself. */
class RunContext implements TaskContext {
  readonly attempt: number;
  readonly #work: Work;

  constructor(work: Work, attempt: number) {
    this.#work = work;
    this.attempt = attempt;
  }

  get signal(): AbortSignal {
    return this.#work.signal;
  }

  get priority(): Priority {
    return this.#work.priority;
  }

  get report(): TaskContext['report'] {
    return (stage, fraction) => this.#work.report(this.attempt, stage, fraction);
  }

  get notice(): TaskContext['notice'] {
    return (words) => this.#work.notice(this.attempt, words);
  }
}

/** Between 0 and 1; `null` for what is no number. */
function toShare(fraction: number | undefined): number | null {
  return fraction === undefined || Number.isNaN(fraction) ? null : Math.min(1, Math.max(0, fraction));
}
