import { type CircuitBreaker, type Clock, WindowBreaker } from '@tonearm/core';

/** More are not remembered; the one that was asked longest ago is forgotten. */
const MOST_HOSTS = 500;

/** A circuit for each host: a dead station is left alone, and the others are not. */
export class HostCircuits {
  readonly #clock: Clock;
  readonly #circuits = new Map<string, CircuitBreaker>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CircuitOpenError while that host is failing */
  run<T>(host: string, signal: AbortSignal, operation: () => Promise<T>): Promise<T> {
    const circuit = this.#circuits.get(host) ?? new WindowBreaker({ name: host, clock: this.#clock });
    this.#circuits.delete(host);
    this.#circuits.set(host, circuit);
    const [oldest] = this.#circuits.keys();
    if (oldest !== undefined && this.#circuits.size > MOST_HOSTS) this.#circuits.delete(oldest);
    return circuit.execute(operation, signal);
  }
}
