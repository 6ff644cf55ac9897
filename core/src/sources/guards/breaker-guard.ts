import { CircuitOpenError } from '../../errors/source-errors.js';
import type { CircuitBreaker } from '../../resilience/circuit-breaker.js';
import type { Clock } from '../../runtime/clock.js';
import type { Around, SourceCall } from './around-source.js';

/** What nobody misses. */
const EXTRAS: ReadonlySet<SourceCall<unknown>['method']> = new Set(['suggest', 'related', 'artwork']);

/**
 * Refuses calls at once while the source's circuit is open. Only lookups and openings open or close it: a slow
 * autocomplete has a short deadline and is asked with every letter.
 */
export function breakerGuard(breaker: CircuitBreaker, clock: Clock): Around {
  return (call) => {
    if (!EXTRAS.has(call.method)) return breaker.execute((signal) => call.run(signal), call.signal);
    const { state, name } = breaker;
    const nowMs = clock.now();
    if (state.status !== 'open' || state.nextTryAtMs <= nowMs) return call.run(call.signal);
    return Promise.reject(new CircuitOpenError(name, state.nextTryAtMs, nowMs));
  };
}
