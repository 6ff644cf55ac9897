import type { RetryBudget } from '../../resilience/retry-budget.js';
import type { Clock } from '../../runtime/clock.js';
import { QuantileSketch } from '../../runtime/quantile-sketch.js';
import type { Around, SourceCall } from './around-source.js';

/** Before so many calls were measured nobody knows what slow is. */
const LEAST_CALLS = 20;

/**
 * For what is urgent: when a lookup or opening takes longer than 95 % of those before it, a second one begins beside
 * it, within the source's budget of retries. The first success is taken; the other attempt is aborted and what it
 * opened is closed.
 */
export function hedgeGuard(clock: Clock, budget: RetryBudget): Around {
  const durations = { resolve: new QuantileSketch(), open: new QuantileSketch() };
  return async (call) => {
    if (call.method !== 'resolve' && call.method !== 'open') return call.run(call.signal);
    const known = durations[call.method];
    const patienceMs = known.count < LEAST_CALLS || call.priority !== 'urgent' ? null : known.quantile(0.95);
    const startedMs = clock.monotonic();
    const mayHedge = () => budget.takeNow(clock.monotonic());
    const value = patienceMs === null ? await call.run(call.signal) : await hedged(call, clock, patienceMs, mayHedge);
    known.add(clock.monotonic() - startedMs);
    return value;
  };
}

function hedged<T>(call: SourceCall<T>, clock: Clock, patienceMs: number, mayHedge: () => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<AbortController>();
    let isOver = false;
    const end = () => {
      isOver = true;
      stopTimer();
      for (const loser of attempts) loser.abort();
    };
    const begin = () => {
      const attempt = new AbortController();
      attempts.add(attempt);
      call.run(AbortSignal.any([call.signal, attempt.signal])).then(
        (value) => {
          attempts.delete(attempt);
          if (isOver) return call.discard(value);
          end();
          resolve(value);
        },
        (error: unknown) => {
          attempts.delete(attempt);
          if (isOver || attempts.size > 0) return;
          end();
          reject(error);
        },
      );
    };
    const stopTimer = clock.after(patienceMs, () => {
      if (mayHedge()) begin();
    });
    begin();
  });
}
