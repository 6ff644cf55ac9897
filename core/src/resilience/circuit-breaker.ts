import type { Unsubscribe } from '../runtime/clock.js';

/** Whether calls go through: all, none until `nextTryAtMs` (Unix milliseconds), or one to try. */
export type CircuitState =
  | { readonly status: 'closed' }
  | { readonly status: 'open'; readonly nextTryAtMs: number; readonly lastError: unknown }
  | { readonly status: 'half-open' };

/**
 * Stops calling what keeps failing. Opens on the share of retryable failures in a window; after a pause one probe
 * decides, while all others are refused at once with a `CircuitOpenError`. An abort counts as neither success nor
 * failure, and an aborted probe opens the circuit again.
 */
export interface CircuitBreaker {
  readonly name: string;
  readonly state: CircuitState;
  /**
   * Runs the operation, or refuses it.
   * @throws CircuitOpenError at once while the circuit is open; also when the operation was the probe and has failed,
   * with its failure as the cause
   */
  execute<T>(operation: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
  onStateChange(listener: (state: CircuitState) => void): Unsubscribe;
}
