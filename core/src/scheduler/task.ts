import type { Wording } from '../model/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { Priority } from '../model/priority.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';
import type { Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';

/** What a piece of work is told while it runs. Take it apart by name; it cannot be spread. */
export interface TaskContext {
  /** Fires when the last request for this work has gone, its deadline passes, or the scheduler closes. */
  readonly signal: AbortSignal;
  /** The number of this try, from 1. */
  readonly attempt: number;
  /** How soon it is wanted: the best priority among the requests that wait for it now. */
  readonly priority: Priority;
  /** Says how far the work is; every request for it hears of it under its own id. */
  report(stage: string, fraction?: number): void;
  /** Says what else a listener should know while this try goes on, in words: that it takes another way, and why. */
  notice(words: Wording): void;
}

/** A request for work. Requests with equal keys share one piece of work; the first one's `run` is used. */
export interface TaskSpec<T> {
  /** The request's id, when the caller has told it to someone already. Has to be unguessable; made here otherwise. */
  readonly id?: string;
  /** What a person calls it. */
  readonly name: string;
  readonly key?: string;
  readonly priority: Priority;
  /** Who shares its turns: a guild's id. Turns go round between tenants. */
  readonly tenant: string;
  /** The id of whoever asked. */
  readonly requestedBy?: string;
  readonly retry?: RetryPolicy;
  /** From submission to the end, in milliseconds, retries and waiting included. */
  readonly deadlineMs?: number;
  /** Where failures are logged: one whose lines carry what the task belongs to. The scheduler's own unless given. */
  readonly logger?: Logger;
  run(context: TaskContext): Promise<T>;
}

/** Where a request stands. Times are Unix milliseconds. */
export type TaskState =
  | { readonly status: 'queued'; readonly sinceMs: number }
  | { readonly status: 'running'; readonly attempt: number; readonly startedAtMs: number }
  | {
      readonly status: 'waiting-to-retry';
      readonly attempt: number;
      readonly retryAtMs: number;
      readonly error: TonearmError;
    }
  | { readonly status: 'succeeded'; readonly atMs: number }
  | { readonly status: 'failed'; readonly atMs: number; readonly error: TonearmError }
  | { readonly status: 'cancelled'; readonly atMs: number; readonly reason: Wording };

/** What happens to a request, in order; ends with exactly one of `succeeded`, `failed`, `cancelled`. */
export type TaskEvent =
  | { readonly type: 'state'; readonly state: TaskState }
  | { readonly type: 'report'; readonly stage: string; readonly fraction: number | null; readonly attempt: number }
  | { readonly type: 'notice'; readonly words: Wording; readonly attempt: number };

/** One request. Several requests may share one piece of work; each has its own id, priority, deadline and cancel. */
export interface Task<T> {
  /** Unguessable. */
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly requestedBy: string | null;
  readonly priority: Priority;
  readonly state: TaskState;
  /** How many tasks would start before this one if nothing else happened; `undefined` unless it is queued. */
  position(): number | undefined;
  /** Rejects with a TonearmError (`CancelledError` when cancelled). Never an unhandled rejection when nobody looks. */
  readonly result: Promise<T>;
  /** Withdraws this request; the work is aborted when it was the last one. `false` when it had already ended. */
  cancel(reason: Wording): boolean;
  /** Raises (or lowers) this request's priority. */
  promote(priority: Priority): void;
  onEvent(listener: (event: TaskEvent) => void): Unsubscribe;
}
