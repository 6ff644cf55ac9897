import { setTimeout as delay } from 'node:timers/promises';

/** Stops what was started: a timer, a listener, a subscription. Calling it again does nothing. */
export type Unsubscribe = () => void;

/** Where time comes from. Nothing else in Tonearm reads the system's time or sets its timers. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Milliseconds that only ever grow, with fractions; for measuring. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls once after `ms` milliseconds. The timer does not keep the process alive. */
  after(ms: number, callback: () => void): Unsubscribe;
}

/** The machine's own time. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  }

  after(ms: number, callback: () => void): Unsubscribe {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  }
}
