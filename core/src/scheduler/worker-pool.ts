import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { PoolSize } from './pool-size.js';
import { type RunOutcome, Worker, type WorkerStats } from './worker.js';

/** How often a pool that has grown is looked at while nothing happens, in milliseconds. */
const REVIEW_MS = 5_000;

export interface WorkerPoolParts {
  readonly clock: Clock;
  readonly minWorkers: number;
  readonly maxWorkers: number;
  /** How much waits for a worker at this moment. */
  waiting(): number;
  /** Called when workers were added for what waits. */
  onGrowth(workers: number): void;
}

/** The workers: who is busy, and how many there are, between a least and a most. */
export class WorkerPool {
  readonly #parts: WorkerPoolParts;
  readonly #staff: Worker[] = [];
  readonly #free: Worker[] = [];
  readonly #size: PoolSize;
  #minWorkers: number;
  #isElastic: boolean;
  #workers: number;
  #stopReview: Unsubscribe | undefined = undefined;
  #whenIdle: (() => void)[] = [];

  constructor(parts: WorkerPoolParts) {
    this.#parts = parts;
    this.#size = new PoolSize(parts);
    this.#isElastic = parts.maxWorkers > parts.minWorkers;
    this.#minWorkers = parts.minWorkers;
    this.#workers = parts.minWorkers;
    this.#hire();
  }

  /** How many there should be; after it fell, more may be busy for a while. */
  get workers(): number {
    return this.#workers;
  }

  get busy(): number {
    return this.#staff.length - this.#free.length;
  }

  get hasFreeWorker(): boolean {
    return this.busy < this.#workers;
  }

  /** How long a run takes by recent measure, in milliseconds; `null` before the first one. */
  get meanServiceMs(): number | null {
    return this.#size.meanServiceMs;
  }

  /** Begins anew between these bounds. With fewer workers than are busy, the running work finishes first. */
  resize(minWorkers: number, maxWorkers: number): void {
    this.#size.bound({ minWorkers, maxWorkers });
    this.#minWorkers = minWorkers;
    this.#isElastic = maxWorkers > minWorkers;
    this.#become(minWorkers);
    this.#review(this.#parts.clock.monotonic());
  }

  /** Something came to be done. */
  noteArrival(nowMs: number): void {
    if (!this.#isElastic) return;
    this.#size.arrived(nowMs);
    if (!this.hasFreeWorker) this.#review(nowMs);
  }

  /** Everyone is busy, and something may wait. */
  noteAllBusy(nowMs: number): void {
    this.#review(nowMs);
  }

  /** Gives a run to a free worker. */
  begin(tenant: string, name: string, nowMs: number): Worker {
    const worker = this.#free.pop() ?? this.#add(nowMs);
    worker.begin(tenant, name, nowMs);
    return worker;
  }

  /** The worker's run is over. @returns how long it took, in milliseconds */
  end(worker: Worker, outcome: RunOutcome, nowMs: number): number {
    const tookMs = worker.end(outcome, nowMs);
    this.#size.served(tookMs);
    this.#free.push(worker);
    if (this.#staff.length > this.#workers) this.#dismiss();
    if (this.#isElastic) this.#review(nowMs);
    if (this.busy === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    return tookMs;
  }

  /** Resolves when no worker is busy. */
  idle(): Promise<void> {
    return this.busy === 0 ? Promise.resolve() : new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Grows and shrinks no more. */
  close(): void {
    this.#isElastic = false;
    this.#stopReview?.();
  }

  stats(nowMs: number): readonly WorkerStats[] {
    return this.#staff.map((worker) => worker.stats(nowMs));
  }

  #review(nowMs: number): void {
    if (!this.#isElastic) return;
    const { clock } = this.#parts;
    const before = this.#workers;
    const workers = this.#size.review(nowMs, this.#parts.waiting());
    if (workers !== before) this.#become(workers);
    if (workers > this.#minWorkers) {
      this.#stopReview ??= clock.after(REVIEW_MS, () => {
        this.#stopReview = undefined;
        this.#review(clock.monotonic());
      });
    }
    if (workers > before) this.#parts.onGrowth(workers);
  }

  #become(workers: number): void {
    this.#workers = workers;
    this.#hire();
    this.#dismiss();
  }

  #hire(): void {
    const nowMs = this.#parts.clock.monotonic();
    while (this.#staff.length < this.#workers) this.#free.push(this.#add(nowMs));
  }

  #add(nowMs: number): Worker {
    const taken = new Set(this.#staff.map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number++;
    const worker = new Worker(number, nowMs);
    this.#staff.push(worker);
    return worker;
  }

  #dismiss(): void {
    while (this.#staff.length > this.#workers) {
      const worker = this.#free.pop();
      if (worker === undefined) return;
      this.#staff.splice(this.#staff.indexOf(worker), 1);
    }
  }
}
