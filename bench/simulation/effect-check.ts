import { BenchFailure } from '../bench-failure.js';
import { percentile } from '../statistics.js';
import type { Heard, HeardTimes } from './heard-times.js';

/** One moment that a listener waits for. */
export type Moment = keyof Omit<HeardTimes, 'priority'>;

/** The wait for this moment that so many (0 to 1) of the requests do not exceed, in milliseconds. */
export function waitMs({ times }: Heard, moment: Moment, share: number): number {
  const waits = times.map((one) => one[moment]);
  return percentile(waits, share);
}

/** @throws BenchFailure unless every request of the trace was answered and heard */
export function expectAllHeard(what: string, { times }: Heard, requests: number): void {
  const heard = times.filter(({ infoMs, audioMs }) => Number.isFinite(infoMs) && Number.isFinite(audioMs)).length;
  if (heard !== requests) throw new BenchFailure(`${what}: ${heard} of ${requests} requests were heard.`);
}

/**
 * A cache or a pool that changes nothing when it is taken away was not there: its figures would be worth nothing.
 * @throws BenchFailure
 */
export function expectEffect(whole: Heard, without: { readonly cache: Heard; readonly pool: Heard }): void {
  if (
    without.cache.lookups < 1.2 * whole.lookups ||
    waitMs(without.cache, 'infoMs', 0.5) <= waitMs(whole, 'infoMs', 0.5)
  ) {
    throw new BenchFailure(
      `Without the cache the source was asked ${without.cache.lookups} times, with it ${whole.lookups} times, and half of ` +
        'the listeners waited no longer. The cache is wired out.',
    );
  }
  const [alone, pooled] = [waitMs(without.pool, 'audioMs', 0.95), waitMs(whole, 'audioMs', 0.95)];
  if (alone < 1.2 * pooled) {
    throw new BenchFailure(
      `With a pool of one, 95 of 100 heard sound within ${Math.round(alone)} ms, with the whole pool within ` +
        `${Math.round(pooled)} ms. The pool is wired out.`,
    );
  }
}
