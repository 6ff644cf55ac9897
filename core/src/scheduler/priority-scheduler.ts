import { CancelledError, DeadlineError } from '../errors/request-errors.js';
import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import { Admission } from './admission.js';
import { LEVEL_OF } from './level.js';
import { LiveRequests } from './live-requests.js';
import { PriorityBacklog } from './priority-backlog.js';
import { type Ending, Request, type RequestDesk } from './request.js';
import { decideRetry } from './retry-decision.js';
import type { Scheduler, SchedulerStats, TaskRecord } from './scheduler.js';
import { expectPriority, expectSensible } from './expect-sensible.js';
import type { SchedulerCensus } from './scheduler-census.js';
import { completeOptions, expectWhole, type SchedulerOptions } from './scheduler-options.js';
import type { Standing } from './standing.js';
import type { Task, TaskSpec, TaskState } from './task.js';
import { TaskHistory } from './task-history.js';
import { newTaskId } from './task-id.js';
import { Work } from './work.js';
import { WorkerPool } from './worker-pool.js';

/**
 * Runs tasks of one process by priority, fairly between tenants, on a bounded number of workers.
 *
 * A *request* is what `submit` returns; requests with equal keys share one *work*. The backlog knows who is next, the
 * pool who is busy; this class moves works between them and tells requests what became of them. Work starts in a
 * microtask after `submit`, so whoever submits can listen first.
 */
export class PriorityScheduler implements Scheduler {
  readonly #options: Required<SchedulerOptions>;
  readonly #admission: Admission;
  readonly #backlog: PriorityBacklog<Work>;
  readonly #pool: WorkerPool;
  readonly #history: TaskHistory;
  readonly #live = new LiveRequests();
  /** Works that a request with the same key may still join. */
  readonly #joinable = new Map<string, Work>();
  readonly #settled: Listeners<TaskRecord>;
  readonly #desk: RequestDesk;
  readonly #ended = { succeeded: 0, failed: 0, cancelled: 0 };
  #startsSoon = false;
  #isClosed = false;

  /** @throws SetupError when a limit makes no sense */
  constructor(options: SchedulerOptions) {
    this.#options = completeOptions(options);
    const { clock, logger, workers, capacity, perTenantCapacity, ageAfterMs, history } = this.#options;
    this.#admission = new Admission(capacity, perTenantCapacity);
    this.#backlog = new PriorityBacklog(ageAfterMs);
    this.#pool = new WorkerPool(clock, workers);
    this.#history = new TaskHistory(history);
    const onListenerFailure = (error: unknown) => logger.error('A listener of a task failed.', { error });
    this.#settled = new Listeners(onListenerFailure);
    this.#desk = {
      cancel: (request, reason) => this.#cancel(request, reason),
      promote: (request, priority) => this.#promote(request, priority),
      position: ({ standing }) => standing && this.#backlog.position(standing, clock.monotonic()),
      onListenerFailure,
    };
  }

  submit<T>(spec: TaskSpec<T>): Task<T> {
    this.#check(spec);
    this.#admission.enter(spec.tenant, this.#turnMs());
    const work = this.#workFor(spec);
    const request = new Request(spec.id ?? newTaskId(), spec, this.#stateOf(work), work, this.#desk);
    work.join(request);
    this.#live.add(request, spec.id !== undefined);
    if (spec.deadlineMs !== undefined) this.#startDeadline(request, spec.deadlineMs);
    if (work.state.status === 'backlog') this.#stand(request);
    // Callers give equal keys only to work with the same kind of result.
    return request as Task<T>;
  }

  task(id: string): TaskRecord | undefined {
    return this.#live.find(id) ?? this.#history.find(id);
  }

  tasksOf(tenant: string): readonly TaskRecord[] {
    const live = [...this.#live].filter((request) => request.tenant === tenant);
    return [...live, ...this.#history.of(tenant)];
  }

  stats(): SchedulerStats {
    let running = 0;
    for (const { state } of this.#live) if (state.status === 'running') running++;
    return {
      pending: this.#admission.accepted - running,
      running,
      ...this.#ended,
      workers: this.#pool.workers,
      busyWorkers: this.#pool.busy,
      capacity: this.#options.capacity,
    };
  }

  /** What is held at this moment. All but `history` are 0 once every task has ended and settled. */
  census(): SchedulerCensus {
    return {
      requests: [...this.#live].length,
      broughtIds: this.#live.withBroughtId,
      joinable: this.#joinable.size,
      tenants: this.#admission.tenants,
      standings: this.#backlog.size,
      waitingTenants: this.#backlog.tenants,
      busyWorkers: this.#pool.busy,
      history: this.#history.size,
    };
  }

  onSettled(listener: (record: TaskRecord) => void): Unsubscribe {
    return this.#settled.add(listener);
  }

  /** @throws SetupError unless it is a whole number from 1 */
  resize(workers: number): void {
    expectWhole('workers', workers, 1);
    this.#pool.resize(workers);
    this.#startSoon();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const request of [...this.#live]) this.#cancel(request, CLOSING);
    await this.#pool.idle();
  }

  #check(spec: TaskSpec<unknown>): void {
    if (this.#isClosed) throw new CancelledError(CLOSING);
    expectSensible(spec);
    this.#live.expectFree(spec.id);
  }

  /** How long it is between two starts by recent measure. */
  #turnMs(): number | null {
    const { meanServiceMs, workers } = this.#pool;
    return meanServiceMs === null ? null : meanServiceMs / workers;
  }

  #workFor(spec: TaskSpec<unknown>): Work {
    if (spec.key === undefined) return new Work(spec);
    const known = this.#joinable.get(spec.key);
    if (known !== undefined) return known;
    const work = new Work(spec);
    this.#joinable.set(spec.key, work);
    return work;
  }

  #stateOf({ state }: Work): TaskState {
    const isStarted = state.status === 'running' || state.status === 'waiting-to-retry';
    return isStarted ? state : { status: 'queued', sinceMs: this.#options.clock.now() };
  }

  #startDeadline(request: Request, deadlineMs: number): void {
    if (deadlineMs === Number.POSITIVE_INFINITY) return;
    const { clock, logger } = this.#options;
    request.stopDeadline = clock.after(deadlineMs, () => {
      const error = new DeadlineError(`“${request.name}”`, deadlineMs);
      logger.warn('A task passed its deadline.', { task: request.id, name: request.name, state: request.state.status });
      this.#end(request, { state: { status: 'failed', atMs: clock.now(), error }, error });
    });
  }

  #stand(request: Request): void {
    const { work, tenant, priority } = request;
    request.standing = this.#backlog.add(work, tenant, LEVEL_OF[priority], this.#options.clock.monotonic());
    this.#startSoon();
  }

  #startSoon(): void {
    if (this.#startsSoon || !this.#pool.hasFreeWorker) return;
    this.#startsSoon = true;
    queueMicrotask(() => {
      this.#startsSoon = false;
      this.#startWaiting();
    });
  }

  #startWaiting(): void {
    while (this.#pool.hasFreeWorker) {
      const turn = this.#backlog.take(this.#options.clock.monotonic());
      if (turn === undefined) return;
      this.#start(turn);
    }
  }

  #start(turn: Standing<Work>): void {
    const { work } = turn;
    const { clock } = this.#options;
    for (const request of work.requests()) {
      if (request.standing !== undefined && request.standing !== turn) {
        this.#backlog.remove(request.standing, clock.monotonic());
      }
      request.standing = undefined;
    }
    this.#tellAll(work, work.begin(clock.now()));
    if (work.state.status !== 'running') return; // A listener withdrew the last request.
    this.#pool.run(
      () => work.run(),
      (value) => this.#succeed(work, value),
      (error) => this.#fail(work, error),
    );
  }

  #succeed(work: Work, value: unknown): void {
    if (work.state.status === 'running') {
      const state = { status: 'succeeded', atMs: this.#options.clock.now() } as const;
      this.#endAll(work, { state, error: null, value });
    }
    this.#startWaiting();
  }

  #fail(work: Work, thrown: unknown): void {
    if (work.state.status === 'running') {
      const { clock, logger, random } = this.#options;
      const { attempt } = work;
      const { name, retry: policy } = work.spec;
      const error = asTonearmError(thrown);
      const decision = decideRetry({ error, attempt, policy, nowMs: clock.now(), random });
      if (decision.kind === 'wait') {
        logger.info('A task failed and is tried again.', { name, attempt, error, delayMs: decision.delayMs });
        this.#retryLater(work, error, decision.delayMs, decision.counts);
      } else {
        logger.warn('A task failed.', { name, attempt, error, tasks: work.requests().map(({ id }) => id) });
        this.#endAll(work, { state: { status: 'failed', atMs: clock.now(), error }, error });
      }
    }
    this.#startWaiting();
  }

  #retryLater(work: Work, error: TonearmError, delayMs: number, counts: boolean): void {
    const { clock } = this.#options;
    work.stopWaiting = clock.after(delayMs, () => {
      work.returnToBacklog();
      for (const request of work.requests()) this.#stand(request);
      this.#tellAll(work, { status: 'queued', sinceMs: clock.now() });
    });
    this.#tellAll(work, work.waitToRetry(clock.now() + delayMs, error, counts));
  }

  #tellAll(work: Work, state: TaskState): void {
    for (const request of work.requests()) request.enter(state);
  }

  #endAll(work: Work, ending: Ending): void {
    work.finish();
    this.#forget(work);
    for (const request of work.requests()) this.#end(request, ending);
  }

  #cancel(request: Request, reason: string): boolean {
    const state = { status: 'cancelled', atMs: this.#options.clock.now(), reason } as const;
    return this.#end(request, { state, error: new CancelledError(reason) });
  }

  #promote(request: Request, priority: Priority): void {
    expectPriority(request.name, priority);
    request.priority = priority;
    if (request.standing === undefined) return;
    const { clock } = this.#options;
    request.standing = this.#backlog.move(request.standing, LEVEL_OF[priority], clock.monotonic());
  }

  /** The one place where requests end. Everything is in order again before the first listener hears of it. */
  #end(request: Request, ending: Ending): boolean {
    if (!request.end(ending)) return false;
    const { work, standing } = request;
    this.#live.remove(request);
    this.#admission.leave(request.tenant);
    if (standing !== undefined) this.#backlog.remove(standing, this.#options.clock.monotonic());
    request.standing = undefined;
    const isWanted = work.leave(request);
    if (!isWanted && ending.error !== null && work.state.status !== 'over') {
      this.#forget(work);
      work.abandon(ending.error);
    }
    const record = request.toRecord();
    this.#history.add(record);
    this.#ended[ending.state.status]++;
    request.tellEnd();
    this.#settled.emit(record);
    return true;
  }

  /** From now on, equal keys begin a work of their own. */
  #forget(work: Work): void {
    const { key } = work.spec;
    if (key !== undefined && this.#joinable.get(key) === work) this.#joinable.delete(key);
  }
}

const CLOSING = 'The bot is shutting down.';
