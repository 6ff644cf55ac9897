import { LEVEL_OF } from './level.js';
import type { Moments } from './moments.js';
import { PriorityBacklog } from './priority-backlog.js';
import type { Request } from './request.js';
import { RunningLimit } from './running-limit.js';
import type { SchedulerFigures } from './scheduler-figures.js';
import type { CompleteSchedulerOptions } from './scheduler-options.js';
import type { Standing } from './standing.js';
import type { TaskState } from './task.js';
import type { Work } from './work.js';
import type { Worker } from './worker.js';
import { WorkerPool } from './worker-pool.js';

/** What becomes of works, as whoever owns the requests needs to know it. */
export interface DispatcherListener {
  /** Their work starts, and they no longer wait. */
  onStart(requests: readonly Request[], state: TaskState): void;
  /** @param nowMs the moment, on the monotonic clock */
  onSuccess(work: Work, value: unknown, nowMs: number): void;
  onFailure(work: Work, thrown: unknown): void;
}

/**
 * Gives what waits to free workers: the backlog knows who is next, the pool who is busy. Work starts in a microtask
 * after it came, so whoever submits can listen first.
 */
export class Dispatcher {
  readonly #options: CompleteSchedulerOptions;
  readonly #moments: Moments;
  readonly #figures: SchedulerFigures;
  readonly #listener: DispatcherListener;
  readonly #backlog: PriorityBacklog<Work>;
  readonly #pool: WorkerPool;
  readonly #running: RunningLimit;
  #startsSoon = false;

  constructor(
    options: CompleteSchedulerOptions,
    moments: Moments,
    figures: SchedulerFigures,
    listener: DispatcherListener,
  ) {
    this.#options = options;
    this.#moments = moments;
    this.#figures = figures;
    this.#listener = listener;
    const { clock, logger, workers, maxWorkers, perTenantRunning, ageAfterMs } = options;
    this.#backlog = new PriorityBacklog(ageAfterMs);
    this.#running = new RunningLimit(perTenantRunning);
    this.#pool = new WorkerPool({
      clock,
      minWorkers: workers,
      maxWorkers,
      waiting: () => this.#backlog.size,
      onGrowth: (count) => {
        logger.debug('More workers, for what waits', { workers: count });
        this.#startSoon();
      },
    });
  }

  get pool(): WorkerPool {
    return this.#pool;
  }

  /** How long a request would wait behind so many others, in milliseconds; `null` before anything was measured. */
  waitBehind(ahead: number): number | null {
    const { meanServiceMs, workers } = this.#pool;
    return meanServiceMs === null ? null : (ahead * meanServiceMs) / workers;
  }

  /** The request stands in its tenant's line from now on. @param nowMs the moment, on the monotonic clock */
  stand(request: Request, nowMs: number): void {
    const { work, tenant, priority } = request;
    request.standing = this.#backlog.add(work, tenant, LEVEL_OF[priority], whole(nowMs));
    this.#pool.noteArrival(nowMs);
    this.#startSoon();
  }

  /** The request stands there no more, if it did. */
  leave(request: Request): void {
    if (request.standing === undefined) return;
    this.#backlog.remove(request.standing, whole(this.#options.clock.monotonic()));
    request.standing = undefined;
  }

  /** The request stands where its priority, which has changed, says. */
  move(request: Request): void {
    if (request.standing === undefined) return;
    const nowMs = whole(this.#options.clock.monotonic());
    request.standing = this.#backlog.move(request.standing, LEVEL_OF[request.priority], nowMs);
  }

  /** How many works would start before the request's; `undefined` when it does not wait. */
  position({ standing }: Request): number | undefined {
    return standing && this.#backlog.position(standing, whole(this.#options.clock.monotonic()));
  }

  resize(workers: number, maxWorkers: number): void {
    this.#pool.resize(workers, maxWorkers);
    this.#startSoon();
  }

  census() {
    return {
      standings: this.#backlog.size,
      waitingTenants: this.#backlog.tenants,
      heldTenants: this.#backlog.heldTenants,
      runningTenants: this.#running.tenants,
      busyWorkers: this.#pool.busy,
    };
  }

  #startSoon(): void {
    if (this.#startsSoon || !this.#pool.hasFreeWorker) return;
    this.#startsSoon = true;
    queueMicrotask(() => {
      this.#startsSoon = false;
      this.#startWaiting(this.#options.clock.monotonic());
    });
  }

  #startWaiting(nowMs: number): void {
    while (this.#pool.hasFreeWorker) {
      const turn = this.#backlog.take(whole(nowMs));
      if (turn === undefined) return;
      this.#start(turn, nowMs);
    }
    this.#pool.noteAllBusy(nowMs);
  }

  #start(turn: Standing<Work>, nowMs: number): void {
    const { work, line } = turn;
    let { name } = work.spec;
    const moment = this.#moments.at(nowMs);
    const requests = work.requests();
    for (const request of requests) {
      if (request.standing === turn) name = request.name;
      else if (request.standing !== undefined) this.#backlog.remove(request.standing, whole(nowMs));
      request.standing = undefined;
      if (request.state.status === 'queued') this.#figures.waited(moment.atMs - request.state.sinceMs);
    }
    this.#listener.onStart(requests, work.begin(moment));
    if (work.state.status !== 'running') return; // A listener withdrew the last request.
    if (this.#running.begin(line.tenant)) this.#backlog.hold(line.tenant, whole(nowMs));
    const worker = this.#pool.begin(line.tenant, name, nowMs);
    work.run().then(
      (value) => {
        const endedMs = this.#end(work, worker, 'completed');
        if (work.state.status === 'running') this.#listener.onSuccess(work, value, endedMs);
        this.#startWaiting(endedMs);
      },
      (thrown: unknown) => {
        const endedMs = this.#end(work, worker, 'failed');
        if (work.state.status === 'running') this.#listener.onFailure(work, thrown);
        this.#startWaiting(endedMs);
      },
    );
  }

  /** Frees the worker. @returns the moment, on the monotonic clock */
  #end(work: Work, worker: Worker, outcome: 'completed' | 'failed'): number {
    const nowMs = this.#options.clock.monotonic();
    const isWanted = work.state.status === 'running';
    this.#figures.ran(this.#pool.end(worker, isWanted ? outcome : 'abandoned', nowMs));
    if (this.#running.end(worker.tenant)) this.#backlog.release(worker.tenant, whole(nowMs));
    return nowMs;
  }
}

/** The backlog's time, in whole milliseconds: every standing keeps one, and a fraction would cost each an object. */
function whole(ms: number): number {
  return Math.floor(ms);
}
