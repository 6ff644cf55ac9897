import type { Wording } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { CancelledError, DeadlineError } from '../errors/request-errors.js';
import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import { Admission } from './admission.js';
import { Dispatcher } from './dispatcher.js';
import { expectPriority, expectSensible } from './expect-sensible.js';
import { JoinableWorks } from './joinable-works.js';
import { LiveRequests } from './live-requests.js';
import { Moments } from './moments.js';
import { type Ending, Request, type RequestDesk } from './request.js';
import { decideRetry } from './retry-decision.js';
import type { CloseOptions, Scheduler, SchedulerStats, TaskRecord } from './scheduler.js';
import type { SchedulerCensus } from './scheduler-census.js';
import { SchedulerFigures } from './scheduler-figures.js';
import {
  type CompleteSchedulerOptions,
  completeOptions,
  expectDuration,
  expectWorkers,
  type SchedulerOptions,
} from './scheduler-options.js';
import type { Task, TaskSpec, TaskState } from './task.js';
import { TaskHistory } from './task-history.js';
import { newTaskId } from './task-id.js';
import type { Work } from './work.js';

/**
 * Runs tasks of one process by priority, fairly between tenants, on a bounded number of workers.
 *
 * A *request* is what `submit` returns; requests with equal keys share one *work*. The dispatcher gives works to
 * workers; this class owns the requests: who may come in, what they are told, and how each of them ends.
 */
export class PriorityScheduler implements Scheduler {
  readonly #options: CompleteSchedulerOptions;
  readonly #admission: Admission;
  readonly #moments: Moments;
  readonly #figures: SchedulerFigures;
  readonly #dispatcher: Dispatcher;
  readonly #history: TaskHistory;
  readonly #live = new LiveRequests();
  readonly #joinable = new JoinableWorks();
  readonly #settled: Listeners<TaskRecord>;
  readonly #desk: RequestDesk;
  #isClosed = false;
  /** Called when the last request has ended, while the scheduler drains. */
  #onDrained: (() => void) | undefined = undefined;

  /** @throws SetupError when a limit makes no sense */
  constructor(options: SchedulerOptions) {
    this.#options = completeOptions(options);
    const { clock, logger, capacity, perTenantCapacity, history } = this.#options;
    this.#admission = new Admission(capacity, perTenantCapacity, (ahead) => this.#dispatcher.waitBehind(ahead));
    this.#figures = new SchedulerFigures(clock.monotonic());
    this.#moments = new Moments(clock);
    this.#dispatcher = new Dispatcher(this.#options, this.#moments, this.#figures, {
      onStart: tellAll,
      onSuccess: (work, value, nowMs) => this.#succeed(work, value, nowMs),
      onFailure: (work, thrown) => this.#fail(work, thrown),
    });
    this.#history = new TaskHistory(history);
    const onListenerFailure = (error: unknown) => logger.error('A listener of a task failed.', { error });
    this.#settled = new Listeners(onListenerFailure);
    this.#desk = {
      cancel: (request, reason) => this.#cancel(request, reason),
      promote: (request, priority) => this.#promote(request, priority),
      position: (request) => this.#dispatcher.position(request),
      onListenerFailure,
    };
  }

  submit<T>(spec: TaskSpec<T>): Task<T> {
    if (this.#isClosed) throw new CancelledError(CLOSING);
    expectSensible(spec);
    this.#live.expectFree(spec.id);
    this.#admission.enter(spec.tenant);
    const work = this.#joinable.workFor(spec);
    const nowMs = this.#options.clock.monotonic();
    const request = new Request(spec.id ?? newTaskId(), spec, this.#stateOf(work, nowMs), work, this.#desk);
    work.join(request);
    this.#live.add(request, spec.id !== undefined);
    if (spec.deadlineMs !== undefined) this.#startDeadline(request, spec.deadlineMs, nowMs, spec.logger);
    if (work.state.status === 'backlog') this.#dispatcher.stand(request, nowMs);
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
    const nowMs = this.#options.clock.monotonic();
    const { pool } = this.#dispatcher;
    const { accepted } = this.#admission;
    let running = 0;
    for (const { state } of this.#live) if (state.status === 'running') running++;
    return {
      pending: accepted - running,
      running,
      ...this.#figures.stats(nowMs),
      expectedWaitMs: pool.hasFreeWorker ? 0 : this.#dispatcher.waitBehind(accepted),
      workers: pool.workers,
      busyWorkers: pool.busy,
      perWorker: pool.stats(nowMs),
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
      ...this.#dispatcher.census(),
      history: this.#history.size,
    };
  }

  onSettled(listener: (record: TaskRecord) => void): Unsubscribe {
    return this.#settled.add(listener);
  }

  /** @throws SetupError unless they are whole numbers from 1, the most not below the least */
  resize(workers: number, maxWorkers: number = workers): void {
    expectWorkers(workers, maxWorkers);
    this.#dispatcher.resize(workers, maxWorkers);
  }

  /** A second call, without `drainMs`, ends a drain that goes on. @throws SetupError */
  async close({ drainMs = 0 }: CloseOptions = {}): Promise<void> {
    expectDuration('drainMs', drainMs);
    this.#isClosed = true;
    if (drainMs > 0) await this.#drain(drainMs);
    for (const request of [...this.#live]) this.#cancel(request, CLOSING);
    const { pool } = this.#dispatcher;
    pool.close();
    await pool.idle();
  }

  #drain(drainMs: number): Promise<void> {
    if (this.#admission.accepted === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const stopTimer = this.#options.clock.after(drainMs, resolve);
      this.#onDrained = () => {
        stopTimer();
        resolve();
      };
    });
  }

  #stateOf({ state }: Work, nowMs: number): TaskState {
    const isStarted = state.status === 'running' || state.status === 'waiting-to-retry';
    return isStarted ? state : this.#moments.at(nowMs).queued;
  }

  #startDeadline(request: Request, deadlineMs: number, nowMs: number, logger = this.#options.logger): void {
    if (deadlineMs === Number.POSITIVE_INFINITY) return;
    const { clock } = this.#options;
    const stop = clock.after(deadlineMs, () => {
      const error = new DeadlineError(phrase('quoted', { text: request.name }), deadlineMs);
      const { id, name, state, work } = request;
      const facts = { name, state: state.status, attempt: work.attempt, deadlineMs };
      logger.warn('A task passed its deadline.', { ...facts, tasks: [id] });
      this.#end(request, { state: { status: 'failed', atMs: clock.now(), error }, error });
    });
    request.deadline = { atMs: nowMs + deadlineMs, stop };
  }

  #succeed(work: Work, value: unknown, nowMs: number): void {
    this.#endAll(work, { state: this.#moments.at(nowMs).succeeded, error: null, value });
  }

  #fail(work: Work, thrown: unknown): void {
    const { clock, random } = this.#options;
    const { attempt } = work;
    const { name, retry: policy, logger = this.#options.logger } = work.spec;
    const error = asTonearmError(thrown);
    const decision = decideRetry({ error, attempt, policy, nowMs: clock.now(), random });
    if (decision.kind === 'give-up') {
      logger.warn('A task failed.', { name, attempt, error, tasks: idsOf(work) });
      this.#endAll(work, { state: { status: 'failed', atMs: clock.now(), error }, error });
      return;
    }
    const { delayMs, counts } = decision;
    const tasks = idsOf(work);
    const tooLate = counts ? this.#endThoseTooLate(work, error, delayMs) : [];
    if (work.state.status !== 'running') {
      logger.warn('A task failed too close to its deadline for another try.', { name, attempt, error, tasks });
      return; // Nobody is left to try again for.
    }
    if (counts) this.#figures.retried();
    const late = tooLate.length === 0 ? {} : { tooLate };
    logger.info('A task failed and is tried again.', { name, attempt, error, delayMs, tasks, ...late });
    this.#retryLater(work, error, delayMs, counts);
  }

  /**
   * Whose deadline comes before the next try has nothing to wait for: what went wrong is the better answer.
   * @returns the ids of those
   */
  #endThoseTooLate(work: Work, error: TonearmError, delayMs: number): readonly string[] {
    const { clock } = this.#options;
    const retryAtMs = clock.monotonic() + delayMs;
    const isTooLate = ({ deadline }: Request) => deadline !== undefined && deadline.atMs <= retryAtMs;
    const tooLate = work.requests().filter(isTooLate);
    for (const request of tooLate) {
      this.#end(request, { state: { status: 'failed', atMs: clock.now(), error }, error });
    }
    return tooLate.map(({ id }) => id);
  }

  #retryLater(work: Work, error: TonearmError, delayMs: number, counts: boolean): void {
    const { clock } = this.#options;
    work.stopWaiting = clock.after(delayMs, () => {
      work.returnToBacklog();
      const nowMs = clock.monotonic();
      for (const request of work.requests()) this.#dispatcher.stand(request, nowMs);
      tellAll(work.requests(), this.#moments.at(nowMs).queued);
    });
    tellAll(work.requests(), work.waitToRetry(clock.now() + delayMs, error, counts));
  }

  #endAll(work: Work, ending: Ending): void {
    work.finish();
    this.#joinable.forget(work);
    for (const request of work.requests()) this.#end(request, ending);
  }

  #cancel(request: Request, reason: Wording): boolean {
    const state = { status: 'cancelled', atMs: this.#options.clock.now(), reason } as const;
    return this.#end(request, { state, error: new CancelledError(reason) });
  }

  #promote(request: Request, priority: Priority): void {
    expectPriority(request.name, priority);
    request.priority = priority;
    this.#dispatcher.move(request);
  }

  /** The one place where requests end. Everything is in order again before the first listener hears of it. */
  #end(request: Request, ending: Ending): boolean {
    if (!request.end(ending)) return false;
    const { work } = request;
    this.#live.remove(request);
    this.#admission.leave(request.tenant);
    this.#dispatcher.leave(request);
    const isWanted = work.leave(request);
    if (!isWanted && ending.error !== null && work.state.status !== 'over') {
      this.#joinable.forget(work);
      work.abandon(ending.error);
    }
    const record = request.toRecord();
    this.#history.add(record);
    this.#figures.ended(ending.state);
    request.tellEnd();
    this.#settled.emit(record);
    if (this.#admission.accepted === 0) this.#onDrained?.();
    return true;
  }
}

function tellAll(requests: readonly Request[], state: TaskState): void {
  for (const request of requests) request.enter(state);
}

const CLOSING = phrase('over.shutting-down');

/** Of the requests that wait for the work. */
function idsOf(work: Work): readonly string[] {
  return work.requests().map(({ id }) => id);
}
