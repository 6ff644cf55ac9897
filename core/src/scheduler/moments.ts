import type { Clock } from '../runtime/clock.js';
import type { TaskState } from './task.js';

/** How long a change of the system's clock may go unseen, in milliseconds. */
const COMPARE_AFTER_MS = 1_000;

/** A millisecond, and the states that requests reach in it. States are plain data, so all of them can share one. */
export class Moment {
  readonly queued: Extract<TaskState, { status: 'queued' }>;
  readonly firstTry: Extract<TaskState, { status: 'running' }>;
  readonly succeeded: Extract<TaskState, { status: 'succeeded' }>;

  /** @param atMs Unix milliseconds */
  constructor(readonly atMs: number) {
    this.queued = { status: 'queued', sinceMs: atMs };
    this.firstTry = { status: 'running', attempt: 1, startedAtMs: atMs };
    this.succeeded = { status: 'succeeded', atMs };
  }
}

/**
 * Tells Unix time from the monotonic clock, which every operation reads anyway: a second reading would cost 70 ns,
 * a twentieth of a task. The two clocks are compared once a second, because people set the one.
 */
export class Moments {
  readonly #clock: Clock;
  #latest = new Moment(0);
  /** Unix time at the monotonic clock's zero. */
  #originMs = 0;
  #compareAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param nowMs what the monotonic clock has just told */
  at(nowMs: number): Moment {
    if (nowMs >= this.#compareAtMs) {
      this.#originMs = this.#clock.now() - nowMs;
      this.#compareAtMs = nowMs + COMPARE_AFTER_MS;
    }
    const atMs = Math.floor(this.#originMs + nowMs);
    if (atMs !== this.#latest.atMs) this.#latest = new Moment(atMs);
    return this.#latest;
  }
}
