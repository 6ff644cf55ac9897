/** How a run ended, for the worker: whoever waited has its answer, the run failed, or nobody waited any more. */
export type RunOutcome = 'completed' | 'failed' | 'abandoned';

/** A worker's figures. */
export interface WorkerStats {
  /** Counts from 1; a number is given again when its worker has gone. */
  readonly number: number;
  readonly completed: number;
  readonly failed: number;
  /** The part of its life in which it was busy, 0–1. */
  readonly busyShare: number;
  /** What it does now: for eyes that may see that tenant's tasks only. */
  readonly current: { readonly tenant: string; readonly name: string; readonly forMs: number } | null;
}

/** One place in which tasks run, one after the other, and what has been done there. */
export class Worker {
  readonly number: number;
  readonly #hiredMs: number;
  #completed = 0;
  #failed = 0;
  #busyMs = 0;
  #isBusy = false;
  #tenant = '';
  #name = '';
  #startedMs = 0;

  /** @param nowMs milliseconds that never fall, as in every other call */
  constructor(number: number, nowMs: number) {
    this.number = number;
    this.#hiredMs = nowMs;
  }

  /** Whose turn its run is, or was. */
  get tenant(): string {
    return this.#tenant;
  }

  /**
   * @param tenant whose turn it is
   * @param name what that tenant calls the task
   */
  begin(tenant: string, name: string, nowMs: number): void {
    this.#isBusy = true;
    this.#tenant = tenant;
    this.#name = name;
    this.#startedMs = nowMs;
  }

  /** @returns how long the run took, in milliseconds */
  end(outcome: RunOutcome, nowMs: number): number {
    const tookMs = nowMs - this.#startedMs;
    this.#isBusy = false;
    this.#busyMs += tookMs;
    if (outcome === 'completed') this.#completed++;
    else if (outcome === 'failed') this.#failed++;
    return tookMs;
  }

  stats(nowMs: number): WorkerStats {
    const forMs = this.#isBusy ? nowMs - this.#startedMs : 0;
    const lifeMs = nowMs - this.#hiredMs;
    return {
      number: this.number,
      completed: this.#completed,
      failed: this.#failed,
      busyShare: lifeMs > 0 ? (this.#busyMs + forMs) / lifeMs : 0,
      current: this.#isBusy ? { tenant: this.#tenant, name: this.#name, forMs } : null,
    };
  }
}
