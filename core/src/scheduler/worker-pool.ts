import type { Clock } from '../runtime/clock.js';

/** How much the latest run weighs in the mean. */
const LATEST_SHARE = 0.1;

/** A number of workers, who is busy, and how long work takes them. */
export class WorkerPool {
  readonly #clock: Clock;
  #workers: number;
  #busy = 0;
  #meanMs: number | null = null;
  #whenIdle: (() => void)[] = [];

  constructor(clock: Clock, workers: number) {
    this.#clock = clock;
    this.#workers = workers;
  }

  get workers(): number {
    return this.#workers;
  }

  get busy(): number {
    return this.#busy;
  }

  get hasFreeWorker(): boolean {
    return this.#busy < this.#workers;
  }

  /** How long a run takes by recent measure, in milliseconds; `null` before the first one. */
  get meanServiceMs(): number | null {
    return this.#meanMs;
  }

  /** With fewer workers than are busy, the running work finishes first. */
  resize(workers: number): void {
    this.#workers = workers;
  }

  /** Runs work on a worker, and tells how the run ended once the worker is free again. */
  run<T>(work: () => Promise<T>, onSuccess: (value: T) => void, onFailure: (error: unknown) => void): void {
    const startedMs = this.#clock.monotonic();
    this.#busy++;
    started(work).then(
      (value) => {
        this.#free(startedMs);
        onSuccess(value);
      },
      (error: unknown) => {
        this.#free(startedMs);
        onFailure(error);
      },
    );
  }

  /** Resolves when no worker is busy. */
  idle(): Promise<void> {
    return this.#busy === 0 ? Promise.resolve() : new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #free(startedMs: number): void {
    this.#busy--;
    const tookMs = this.#clock.monotonic() - startedMs;
    this.#meanMs = this.#meanMs === null ? tookMs : this.#meanMs + LATEST_SHARE * (tookMs - this.#meanMs);
    if (this.#busy > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}

/** What the work throws before it returns its promise is a failure like any other. */
function started<T>(work: () => Promise<T>): Promise<T> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}
