import {
  asTonearmError,
  type CircuitBreaker,
  type CircuitState,
  type Clock,
  CircuitOpenError,
  type Logger,
  type Wording,
  WindowBreaker,
} from '@tonearm/core';

/** What one client could not do, and when. */
export interface ClientFailure {
  /** In Unix milliseconds. */
  readonly atMs: number;
  /** In English, for an operator. */
  readonly what: string;
  /** The same for a listener. */
  readonly words: Wording;
}

/** How one way to YouTube's sound is; JSON-safe. */
export interface ClientReport {
  readonly client: string;
  readonly status: CircuitState['status'];
  /** When it is asked again, in Unix milliseconds; `null` unless its circuit is open. */
  readonly nextTryAtMs: number | null;
  /** The last ones, newest first. */
  readonly failures: readonly ClientFailure[];
}

export interface ClientCircuitsParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the circuit of one client. */
  readonly breaker?: (client: string) => CircuitBreaker;
}

const MOST_FAILURES = 5;
const LONGEST_REASON = 300;

/** A circuit for each client, so that one which YouTube has stopped answering costs nobody a second; and why it failed. */
export class ClientCircuits {
  readonly #parts: ClientCircuitsParts;
  readonly #circuits = new Map<string, CircuitBreaker>();
  readonly #failures = new Map<string, readonly ClientFailure[]>();

  constructor(parts: ClientCircuitsParts) {
    this.#parts = parts;
  }

  /** Clients are reported in the order in which they were added. */
  add(client: string): void {
    const { clock, breaker = (name: string) => new WindowBreaker({ name, clock, ...LIMITS }) } = this.#parts;
    this.#circuits.set(client, breaker(client));
  }

  /**
   * Lets a client try, and remembers why it could not.
   * @throws CircuitOpenError at once while it keeps failing
   */
  async run<T>(client: string, signal: AbortSignal, operation: () => Promise<T>): Promise<T> {
    const circuit = this.#circuits.get(client);
    try {
      return circuit === undefined ? await operation() : await circuit.execute(operation, signal);
    } catch (error) {
      const why = error instanceof CircuitOpenError && error.cause !== undefined ? error.cause : error;
      if (!signal.aborted && !(why instanceof CircuitOpenError)) this.remember(client, why);
      throw why;
    }
  }

  /** Keeps why a client failed, where its circuit does not count it. */
  remember(client: string, error: unknown): void {
    const { message, wording } = asTonearmError(error);
    const what = message.slice(0, LONGEST_REASON);
    const words = typeof wording === 'string' ? what : wording;
    const kept = [{ atMs: this.#parts.clock.now(), what, words }, ...(this.#failures.get(client) ?? [])];
    this.#failures.set(client, kept.slice(0, MOST_FAILURES));
    this.#parts.logger.info('A YouTube client has failed', { client, error });
  }

  reports(): readonly ClientReport[] {
    return [...this.#circuits].map(([client, { state }]) => ({
      client,
      status: state.status,
      nextTryAtMs: state.status === 'open' ? state.nextTryAtMs : null,
      failures: this.#failures.get(client) ?? [],
    }));
  }
}

/** A client that is refused everywhere is left alone for minutes, and tried by one listener at a time. */
const LIMITS = { windowMs: 5 * 60_000, minimumCalls: 3, failureShare: 0.6, openMs: 60_000, maxOpenMs: 15 * 60_000 };
