import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import type { Clock } from '../runtime/clock.js';
import type { Registry } from '../runtime/registry.js';
import type { AudioSource } from './audio-source.js';
import { aroundSource } from './guards/around-source.js';
import { breakerGuard } from './guards/breaker-guard.js';
import { type Deadlines, deadlineGuard } from './guards/deadline-guard.js';
import { errorGuard } from './guards/error-guard.js';

/** The sources, and what is put around each. */
export interface GuardedSourcesParts {
  readonly sources: Registry<AudioSource>;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Makes the breaker of a source, by the source's name. */
  breaker(name: string): CircuitBreaker;
}

interface Guarded {
  readonly source: AudioSource;
  readonly breaker: CircuitBreaker;
}

/**
 * The installed sources behind their guards: breaker → deadline of the attempt → typed errors → the source.
 * A source that is replaced in the registry gets guards of its own at its next use.
 */
export class GuardedSources {
  readonly #parts: GuardedSourcesParts;
  readonly #guarded = new WeakMap<AudioSource, Guarded>();

  constructor(parts: GuardedSourcesParts) {
    this.#parts = parts;
  }

  names(): readonly string[] {
    return this.#parts.sources.names();
  }

  /** In the registry's order. */
  all(): readonly AudioSource[] {
    return [...this.#parts.sources].map((source) => this.#guard(source).source);
  }

  find(name: string): AudioSource | undefined {
    const source = this.#parts.sources.find(name);
    return source && this.#guard(source).source;
  }

  /** @throws SetupError when no source has that name */
  get(name: string): AudioSource {
    return this.#guard(this.#parts.sources.get(name)).source;
  }

  /** The breaker of the source with that name. @throws SetupError when there is none */
  breaker(name: string): CircuitBreaker {
    return this.#guard(this.#parts.sources.get(name)).breaker;
  }

  #guard(source: AudioSource): Guarded {
    const known = this.#guarded.get(source);
    if (known) return known;
    const { clock, deadlines } = this.#parts;
    const breaker = this.#parts.breaker(source.name);
    const guards = [errorGuard(), deadlineGuard(clock, deadlines), breakerGuard(breaker, clock)];
    const guarded = { source: guards.reduce(aroundSource, source), breaker };
    this.#guarded.set(source, guarded);
    return guarded;
  }
}
