import { SetupError } from '../errors/setup-errors.js';
import type { CircuitBreaker } from '../resilience/circuit-breaker.js';
import { RetryBudget, withinBudget } from '../resilience/retry-budget.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import type { Registry } from '../runtime/registry.js';
import { type AudioSource, hasSound, type Source } from './audio-source.js';
import { type CircuitReport, circuitReport } from './circuit-report.js';
import { aroundSource } from './guards/around-source.js';
import { breakerGuard } from './guards/breaker-guard.js';
import { budgetGuard } from './guards/budget-guard.js';
import { type Deadlines, deadlineGuard, expectSensibleDeadlines } from './guards/deadline-guard.js';
import { errorGuard } from './guards/error-guard.js';
import { hedgeGuard } from './guards/hedge-guard.js';
import { withUnknownLengths } from './unknown-lengths.js';

/** The sources, and what is put around each. */
export interface GuardedSourcesParts {
  readonly sources: Registry<Source>;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Makes the breaker of a source, by the source's name. */
  breaker(name: string): CircuitBreaker;
  /** Whether what is urgent and slow is asked for a second time beside the first. */
  readonly hedge?: boolean;
}

interface Guarded {
  readonly source: Source;
  readonly breaker: CircuitBreaker;
  readonly budget: RetryBudget;
}

/**
 * The installed sources behind their guards: second attempts where wanted → breaker → deadline of the attempt → budget of
 * retries → typed errors → the source.
 * A source that is replaced in the registry gets guards of its own at its next use.
 */
export class GuardedSources {
  readonly #parts: GuardedSourcesParts;
  readonly #guarded = new WeakMap<Source, Guarded>();
  readonly #circuits = new Listeners<CircuitReport>();

  /** @throws SetupError for deadlines that make no sense */
  constructor(parts: GuardedSourcesParts) {
    expectSensibleDeadlines(parts.deadlines);
    this.#parts = parts;
  }

  names(): readonly string[] {
    return this.#parts.sources.names();
  }

  /** In the registry's order. */
  all(): readonly Source[] {
    return [...this.#parts.sources].map((source) => this.#guard(source).source);
  }

  find(name: string): Source | undefined {
    const source = this.#parts.sources.find(name);
    return source && this.#guard(source).source;
  }

  /** @throws SetupError when no source has that name */
  get(name: string): Source {
    return this.#guard(this.#parts.sources.get(name)).source;
  }

  /** The source with that name, which gives sound. @throws SetupError when there is none */
  audio(name: string): AudioSource {
    const source = this.get(name);
    if (hasSound(source)) return source;
    throw new SetupError(`The source “${name}” only describes tracks: it has no sound to open.`);
  }

  /** The breaker of the source with that name. @throws SetupError when there is none */
  breaker(name: string): CircuitBreaker {
    return this.#guard(this.#parts.sources.get(name)).breaker;
  }

  /** Where the circuit of each source stands, in the registry's order; behind it, its upstreams that are left alone. */
  circuits(): readonly CircuitReport[] {
    return [...this.#parts.sources].flatMap((source) => [
      circuitReport(source.name, this.#guard(source).breaker.state),
      ...upstreamsOf(source),
    ]);
  }

  /** Hears of every change of a circuit. */
  onCircuit(listener: (report: CircuitReport) => void): Unsubscribe {
    return this.#circuits.add(listener);
  }

  /** The policy, within what retries the source with that name bears. Unchanged when there is none. */
  budgeted(name: string, policy: RetryPolicy): RetryPolicy {
    const source = this.#parts.sources.find(name);
    return source ? withinBudget(policy, this.#guard(source).budget, this.#parts.clock) : policy;
  }

  #guard(source: Source): Guarded {
    const known = this.#guarded.get(source);
    if (known) return known;
    const { clock, deadlines, hedge = false } = this.#parts;
    const breaker = this.#parts.breaker(source.name);
    breaker.onStateChange((state) => this.#circuits.emit(circuitReport(source.name, state)));
    const budget = new RetryBudget();
    const guards = [
      errorGuard(),
      budgetGuard(budget, clock),
      deadlineGuard(clock, deadlines),
      breakerGuard(breaker, clock),
      ...(hedge ? [hedgeGuard(clock, budget)] : []),
    ];
    const guarded = { source: guards.reduce<Source>(aroundSource, withUnknownLengths(source)), breaker, budget };
    this.#guarded.set(source, guarded);
    return guarded;
  }
}

function upstreamsOf(source: Source): readonly CircuitReport[] {
  return (source.circuits?.() ?? []).filter(({ status }) => status !== 'closed');
}
