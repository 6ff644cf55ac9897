import type { RetryBudget } from '../../resilience/retry-budget.js';
import type { Clock } from '../../runtime/clock.js';
import type { Around } from './around-source.js';

/** Counts the lookups and openings that reach the source: its budget of retries grows with them. */
export function budgetGuard(budget: RetryBudget, clock: Clock): Around {
  return (call) => {
    if (call.method === 'resolve' || call.method === 'open') budget.called(clock.monotonic());
    return call.run(call.signal);
  };
}
