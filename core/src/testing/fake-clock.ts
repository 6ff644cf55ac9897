import { setImmediate as settle } from 'node:timers/promises';
import type { Clock, Unsubscribe } from '../runtime/clock.js';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/**
 * Time that stands still until a test moves it. Timers fire in order of their due time, then of their start;
 * what a timer starts in turn fires in the same advance when it falls into it.
 */
export class FakeClock implements Clock {
  /** Sorted by due time; equal ones in order of their start. */
  readonly #timers: Timer[] = [];
  readonly #startMs: number;
  #nowMs: number;

  /** @param startMs Unix milliseconds at the beginning */
  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#startMs = startMs;
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs - this.#startMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        stop();
        reject(signal?.reason);
      };
      const stop = this.after(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  after(ms: number, callback: () => void): Unsubscribe {
    const timer: Timer = { dueMs: this.#nowMs + Math.max(0, ms), callback };
    this.#timers.splice(this.#placeOf(timer.dueMs), 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** How many timers have not fired. A test that ends with some left has found a leak. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Moves time on. Promise callbacks run before the first timer, after each, and before this resolves. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settle();
    while (this.#fireNext(untilMs)) await settle();
    this.#nowMs = untilMs;
  }

  /** Moves time on at once, firing what is due; promise callbacks run only when the caller next awaits. */
  jump(ms: number): void {
    const untilMs = this.#nowMs + ms;
    while (this.#fireNext(untilMs));
    this.#nowMs = untilMs;
  }

  #fireNext(untilMs: number): boolean {
    const [next] = this.#timers;
    if (next === undefined || next.dueMs > untilMs) return false;
    this.#timers.shift();
    this.#nowMs = Math.max(this.#nowMs, next.dueMs);
    next.callback();
    return true;
  }

  #placeOf(dueMs: number): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const timer = this.#timers[middle];
      if (timer !== undefined && timer.dueMs <= dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
