import type { Wording } from '../model/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { type ListenerFailure, Listeners } from '../runtime/listeners.js';
import type { Chain, Linked } from './chain.js';
import { isTerminal, type TaskRecord } from './scheduler.js';
import type { Standing } from './standing.js';
import type { Task, TaskEvent, TaskSpec, TaskState } from './task.js';
import type { Work } from './work.js';

/** What a request asks of whoever schedules it. */
export interface RequestDesk {
  cancel(request: Request, reason: Wording): boolean;
  promote(request: Request, priority: Priority): void;
  position(request: Request): number | undefined;
  readonly onListenerFailure: ListenerFailure;
}

/** When a request has to have ended. */
export interface RequestDeadline {
  /** On the monotonic clock. */
  readonly atMs: number;
  /** Drops its timer. */
  readonly stop: Unsubscribe;
}

/** How a request ended: with what its work brought, or with what its result rejects with. */
export type Ending =
  | { readonly state: Extract<TaskState, { status: 'succeeded' }>; readonly error: null; readonly value: unknown }
  | { readonly state: Extract<TaskState, { status: 'failed' | 'cancelled' }>; readonly error: TonearmError };

/** One request for a piece of work. What it costs only when someone looks, promise and listeners, is made then. */
export class Request implements Task<unknown>, Linked<Request> {
  readonly name: string;
  readonly tenant: string;
  readonly requestedBy: string | null;
  priority: Priority;
  /** Its place among all that have not ended. */
  chain: Chain<Request> | undefined = undefined;
  previous: Request | undefined = undefined;
  next: Request | undefined = undefined;
  /** Its place in the backlog, while its work waits there. */
  standing: Standing<Work> | undefined = undefined;
  deadline: RequestDeadline | undefined = undefined;
  readonly #desk: RequestDesk;
  #result: Promise<unknown> | undefined = undefined;
  #resolve: ((value: unknown) => void) | undefined = undefined;
  #ending: Ending | undefined = undefined;
  #listeners: Listeners<TaskEvent> | undefined = undefined;

  constructor(
    readonly id: string,
    spec: TaskSpec<unknown>,
    public state: TaskState,
    readonly work: Work,
    desk: RequestDesk,
  ) {
    this.name = spec.name;
    this.tenant = spec.tenant;
    this.requestedBy = spec.requestedBy ?? null;
    this.priority = spec.priority;
    this.#desk = desk;
  }

  get result(): Promise<unknown> {
    if (this.#result === undefined) {
      this.#result = new Promise((resolve) => {
        this.#resolve = resolve;
      });
      if (this.#ending !== undefined) this.#settle(this.#ending);
    }
    return this.#result;
  }

  position(): number | undefined {
    return this.#desk.position(this);
  }

  cancel(reason: Wording): boolean {
    return this.#desk.cancel(this, reason);
  }

  promote(priority: Priority): void {
    this.#desk.promote(this, priority);
  }

  onEvent(listener: (event: TaskEvent) => void): Unsubscribe {
    if (isTerminal(this.state)) return () => {};
    this.#listeners ??= new Listeners(this.#desk.onListenerFailure);
    const stop = this.#listeners.add(listener);
    if (this.state.status === 'running') {
      if (this.work.lastReport !== undefined) listener(this.work.lastReport);
      if (this.work.lastNotice !== undefined) listener(this.work.lastNotice);
    }
    return stop;
  }

  /** Tells the listeners. A request that has ended tells nothing any more. */
  tell(event: TaskEvent): void {
    if (!isTerminal(this.state)) this.#listeners?.emit(event);
  }

  /** Moves to a state that is not an end. */
  enter(state: TaskState): void {
    if (isTerminal(this.state)) return;
    this.state = state;
    this.#listeners?.emit({ type: 'state', state });
  }

  /** Ends, unless it already has. Listeners hear of it by {@link tellEnd}. */
  end(ending: Ending): boolean {
    if (isTerminal(this.state)) return false;
    this.state = ending.state;
    this.deadline?.stop();
    this.deadline = undefined;
    // Kept only for who asks later: a young object in each old request is work for the garbage collector.
    if (this.#result === undefined) this.#ending = ending;
    else this.#settle(ending);
    return true;
  }

  /** Tells the listeners of the end, once, and lets go of them. */
  tellEnd(): void {
    const listeners = this.#listeners;
    this.#listeners = undefined;
    listeners?.emit({ type: 'state', state: this.state });
  }

  /** What is worth remembering of a request that has ended: neither its work nor its result. */
  toRecord(): TaskRecord {
    const { id, name, tenant, requestedBy, priority, state } = this;
    return { id, name, tenant, requestedBy, priority, state, position: nowhere, cancel: tooLate };
  }

  /** Without a `reject` of its own, a result is a third smaller; few are rejected. */
  #settle(ending: Ending): void {
    if (this.#resolve === undefined) return;
    if (ending.error === null) {
      this.#resolve(ending.value);
    } else {
      this.#result?.catch(() => {}); // Nobody has to look.
      this.#resolve(Promise.reject(ending.error));
    }
    this.#resolve = undefined;
  }
}

const nowhere = () => undefined;
const tooLate = () => false;
