import { type Clock, SystemClock, type Unsubscribe } from '@tonearm/core';

/** The machine's time, so many times faster; it knows how many timers wait. */
export class HurriedClock implements Clock {
  readonly #real = new SystemClock();
  readonly #times: number;
  readonly #startedAtMs = this.#real.now();
  readonly #origin = this.#real.monotonic();
  #timers = 0;

  constructor(times: number) {
    this.#times = times;
  }

  get timers(): number {
    return this.#timers;
  }

  now(): number {
    return Math.round(this.#startedAtMs + this.monotonic());
  }

  monotonic(): number {
    return (this.#real.monotonic() - this.#origin) * this.#times;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#timers += 1;
    try {
      await this.#real.sleep(ms / this.#times, signal);
    } finally {
      this.#timers -= 1;
    }
  }

  after(ms: number, callback: () => void): Unsubscribe {
    let waits = true;
    this.#timers += 1;
    const over = () => {
      if (waits) this.#timers -= 1;
      waits = false;
    };
    const stop = this.#real.after(ms / this.#times, () => {
      over();
      callback();
    });
    return () => {
      over();
      stop();
    };
  }
}
