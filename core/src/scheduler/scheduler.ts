import type { Unsubscribe } from '../runtime/clock.js';
import type { Task, TaskSpec, TaskState } from './task.js';

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
  /** Changes the number of workers; running tasks finish. */
  resize(workers: number): void;
  /** Refuses new work, aborts what runs and cancels what waits; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** A request without its result, as status pages and cancel commands need it. */
export type TaskRecord = Pick<
  Task<unknown>,
  'id' | 'name' | 'tenant' | 'requestedBy' | 'priority' | 'state' | 'position' | 'cancel'
>;

export interface SchedulerStats {
  /** Waiting for a worker or for their next try. */
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly workers: number;
  readonly busyWorkers: number;
  /** Most requests accepted and not ended. */
  readonly capacity: number;
}

/** Whether a request has reached its end. */
export function isTerminal(state: TaskState): boolean {
  return state.status === 'succeeded' || state.status === 'failed' || state.status === 'cancelled';
}
