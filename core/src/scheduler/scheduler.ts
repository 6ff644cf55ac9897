import type { Unsubscribe } from '../runtime/clock.js';
import type { Task, TaskSpec, TaskState } from './task.js';
import type { WorkerStats } from './worker.js';

/**
 * Runs work in the background with a bounded pool of workers, in order of priority, fairly between tenants.
 * Strict between effective levels: a request rises one level for every `ageAfterMs` it waits, so nothing starves.
 */
export interface Scheduler {
  /** Accepts a request. @throws QueueFullError at once when the backlog has no room */
  submit<T>(spec: TaskSpec<T>): Task<T>;
  /** A request that has not ended, or one of the last that have. */
  task(id: string): TaskRecord | undefined;
  /** The waiting and running requests of a tenant, then its last ended ones, newest first. */
  tasksOf(tenant: string): readonly TaskRecord[];
  stats(): SchedulerStats;
  onSettled(listener: (record: TaskRecord) => void): Unsubscribe;
  /** Changes the number of workers, or its bounds; running tasks finish. */
  resize(workers: number, maxWorkers?: number): void;
  /** Refuses new work, aborts what runs and cancels what waits; resolves when nothing runs any more. */
  close(options?: CloseOptions): Promise<void>;
}

export interface CloseOptions {
  /** How long what was accepted may still take to end, in milliseconds; what has not ended then is aborted. */
  readonly drainMs?: number;
}

/** A request without its result, as status pages and cancel commands need it. */
export type TaskRecord = Pick<
  Task<unknown>,
  'id' | 'name' | 'tenant' | 'requestedBy' | 'priority' | 'state' | 'position' | 'cancel'
>;

/** A task as `/queue_status` shows it. */
export interface TaskStatus extends Pick<TaskRecord, 'id' | 'name' | 'requestedBy' | 'priority' | 'state'> {
  /** 0–100. */
  readonly percent: number;
  /** How many tasks would start before it; `null` unless it is queued. */
  readonly position: number | null;
}

/** How busy a scheduler is now, and what it has done since its start. */
export interface SchedulerStats {
  /** Waiting for a worker or for their next try. */
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Tries that followed a failed one; waiting for a circuit is none. */
  readonly retries: number;
  /** The part of those that ended by themselves which succeeded, 0–1; `null` before the first. */
  readonly successRate: number | null;
  /** How long requests waited for a worker lately. */
  readonly wait: Spread | null;
  /** How long runs took lately. */
  readonly run: Spread | null;
  /** How long a request that came now would wait by recent measure, in milliseconds; `null` before there is one. */
  readonly expectedWaitMs: number | null;
  readonly uptimeMs: number;
  readonly workers: number;
  readonly busyWorkers: number;
  /** One for each worker. */
  readonly perWorker: readonly WorkerStats[];
  /** Most requests accepted and not ended. */
  readonly capacity: number;
}

/** Half of all durations are at most the one, 95 % at most the other; a few percent more or less. */
export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Whether a request has reached its end. */
export function isTerminal(state: TaskState): boolean {
  return state.status === 'succeeded' || state.status === 'failed' || state.status === 'cancelled';
}
