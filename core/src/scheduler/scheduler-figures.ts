import { QuantileSketch } from '../runtime/quantile-sketch.js';
import type { SchedulerStats, Spread } from './scheduler.js';
import type { TaskState } from './task.js';

/** What has happened so far, in numbers that do not grow with it. */
export class SchedulerFigures {
  readonly #startedMs: number;
  readonly #ended = { succeeded: 0, failed: 0, cancelled: 0 };
  readonly #waits = new QuantileSketch();
  readonly #runs = new QuantileSketch();
  #retries = 0;

  /** @param nowMs milliseconds that never fall, as in every other call */
  constructor(nowMs: number) {
    this.#startedMs = nowMs;
  }

  /** A request waited this long for its work to start. */
  waited(ms: number): void {
    this.#waits.add(ms);
  }

  /** A run is over, however it ended. */
  ran(ms: number): void {
    this.#runs.add(ms);
  }

  /** A try failed and there will be another one. */
  retried(): void {
    this.#retries++;
  }

  ended({ status }: Extract<TaskState, { status: 'succeeded' | 'failed' | 'cancelled' }>): void {
    this.#ended[status]++;
  }

  stats(nowMs: number): Pick<SchedulerStats, FiguresKept> {
    const { succeeded, failed } = this.#ended;
    return {
      ...this.#ended,
      retries: this.#retries,
      successRate: succeeded + failed === 0 ? null : succeeded / (succeeded + failed),
      wait: spreadOf(this.#waits),
      run: spreadOf(this.#runs),
      uptimeMs: nowMs - this.#startedMs,
    };
  }
}

type FiguresKept = 'succeeded' | 'failed' | 'cancelled' | 'retries' | 'successRate' | 'wait' | 'run' | 'uptimeMs';

function spreadOf(sketch: QuantileSketch): Spread | null {
  const p50Ms = sketch.quantile(0.5);
  const p95Ms = sketch.quantile(0.95);
  return p50Ms === null || p95Ms === null ? null : { p50Ms, p95Ms };
}
