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

/** What Node takes for a timer, 24.8 days; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

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
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number) => {
      const nowMs = Math.min(leftMs, LONGEST_MS);
      timer = setTimeout(() => (leftMs > nowMs ? wait(leftMs - nowMs) : callback()), nowMs);
      timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  }
}
