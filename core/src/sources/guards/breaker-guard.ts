import type { CircuitBreaker } from '../../resilience/circuit-breaker.js';
import type { Around } from './around-source.js';

/** Refuses calls at once while the source's circuit is open. */
export function breakerGuard(breaker: CircuitBreaker): Around {
  return (call) => breaker.execute((signal) => call.run(signal), call.signal);
}
