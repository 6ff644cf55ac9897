import { TonearmError } from '../errors/tonearm-error.js';
import type { Wording } from '../model/phrase.js';
import type { CircuitState } from '../resilience/circuit-breaker.js';

/** Where a source's circuit stands; JSON-safe. */
export interface CircuitReport {
  readonly source: string;
  /** `closed` while all is well; `open` while nobody asks it; `half-open` while one call finds out. */
  readonly status: CircuitState['status'];
  /** When it is asked again, in Unix milliseconds; `null` unless the circuit is open. */
  readonly nextTryAtMs: number | null;
  /** What failed last; `null` unless the circuit is open. */
  readonly reason: Wording | null;
}

export function circuitReport(source: string, state: CircuitState): CircuitReport {
  if (state.status !== 'open') return { source, status: state.status, nextTryAtMs: null, reason: null };
  const { nextTryAtMs, lastError } = state;
  return { source, status: 'open', nextTryAtMs, reason: wordsOf(lastError) };
}

function wordsOf(error: unknown): Wording | null {
  if (error instanceof TonearmError) return error.wording;
  return error instanceof Error ? error.message : null;
}
