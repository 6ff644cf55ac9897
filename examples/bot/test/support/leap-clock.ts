import { type Clock, SystemClock, type Unsubscribe } from '@tonearm/core';

/** A timer that waits. */
interface Timer {
  readonly dueMs: number;
  fire(): void;
}

/** The machine's time, which can leap ahead: what is due by then happens at once, in order. */
export class LeapClock implements Clock {
  readonly #real = new SystemClock();
  readonly #timers = new Set<Timer>();
  #leaptMs = 0;

  now(): number {
    return this.#real.now() + this.#leaptMs;
  }

  monotonic(): number {
    return this.#real.monotonic() + this.#leaptMs;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.after(ms, resolve);
      signal?.addEventListener('abort', () => {
        stop();
        reject(signal.reason);
      });
    });
  }

  after(ms: number, callback: () => void): Unsubscribe {
    const end = () => {
      this.#timers.delete(timer);
      stop();
    };
    const fire = () => {
      end();
      callback();
    };
    const stop = this.#real.after(ms, fire);
    const timer = { dueMs: this.monotonic() + ms, fire };
    this.#timers.add(timer);
    return end;
  }

  leap(ms: number): void {
    this.#leaptMs += ms;
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= this.monotonic());
    for (const timer of due.toSorted((one, other) => one.dueMs - other.dueMs)) {
      // One that came before may have ended it.
      if (this.#timers.has(timer)) timer.fire();
    }
  }
}
