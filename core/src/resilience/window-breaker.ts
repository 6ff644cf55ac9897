import { SetupError } from '../errors/setup-errors.js';
import { CircuitOpenError, SourceUnavailableError } from '../errors/source-errors.js';
import { asTonearmError } from '../errors/tonearm-error.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';
import type { CircuitBreaker, CircuitState } from './circuit-breaker.js';
import { FailureWindow } from './failure-window.js';

/** What opens the circuit, and for how long. */
export interface WindowBreakerOptions {
  /** What the circuit leads to, as a listener may read it: the source's name. */
  readonly name: string;
  readonly clock: Clock;
  /** How far back failures count, in milliseconds. */
  readonly windowMs?: number;
  /** Fewer calls than this in the window never open the circuit. */
  readonly minimumCalls?: number;
  /** The circuit opens when at least this share of the calls in the window has failed; above 0, at most 1. */
  readonly failureShare?: number;
  /** How long to refuse calls before the first probe, in milliseconds; doubles with each probe that fails. */
  readonly openMs?: number;
  readonly maxOpenMs?: number;
}

const DEFAULTS = { windowMs: 30_000, minimumCalls: 5, failureShare: 0.5, openMs: 10_000, maxOpenMs: 60_000 };

/** When those come back who were refused while the probe was out, in milliseconds. */
const PROBE_PATIENCE_MS = 1000;

/** What one call says about the circuit: an abort, or a circuit further in, says nothing. */
type Verdict = 'success' | 'failure' | 'nothing';

/**
 * A circuit breaker over a sliding window. Only `retryable` errors are failures; any other error means that whoever
 * was called has answered. A probe that never ends keeps the circuit half-open: bound the operation by a deadline.
 */
export class WindowBreaker implements CircuitBreaker {
  readonly name: string;
  readonly #options: Required<WindowBreakerOptions>;
  readonly #window: FailureWindow;
  readonly #changes = new Listeners<CircuitState>();
  #state: CircuitState = { status: 'closed' };
  /** Probes that failed in a row. */
  #failedProbes = 0;
  /** Grows with every change of state: what a call says counts only in the period it began in. */
  #period = 0;

  /** @throws SetupError when a limit makes no sense */
  constructor(options: WindowBreakerOptions) {
    this.#options = { ...DEFAULTS, ...options };
    check(this.#options);
    this.name = options.name;
    this.#window = new FailureWindow(this.#options.windowMs);
  }

  get state(): CircuitState {
    return this.#state;
  }

  async execute<T>(
    operation: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<T> {
    signal.throwIfAborted();
    this.#enter();
    const period = this.#period;
    try {
      const value = await operation(signal);
      this.#judge(period, 'success');
      return value;
    } catch (error) {
      const isProbe = this.#state.status === 'half-open' && period === this.#period;
      const verdict = verdictOn(this.name, error, signal);
      this.#judge(period, verdict, error);
      throw isProbe && verdict === 'failure' ? this.#refusal(error) : error;
    }
  }

  onStateChange(listener: (state: CircuitState) => void): Unsubscribe {
    return this.#changes.add(listener);
  }

  /** What a probe that failed is told: it found out what all others are told too, and that is no try of its own. */
  #refusal(cause: unknown): unknown {
    if (this.#state.status !== 'open') return cause;
    return new CircuitOpenError(this.name, this.#state.nextTryAtMs, this.#options.clock.now(), { cause });
  }

  /** Lets the call through, as the probe where one is due, or refuses it. */
  #enter(): void {
    const nowMs = this.#options.clock.now();
    switch (this.#state.status) {
      case 'closed':
        return;
      case 'open':
        if (nowMs < this.#state.nextTryAtMs) throw new CircuitOpenError(this.name, this.#state.nextTryAtMs, nowMs);
        this.#change({ status: 'half-open' });
        return;
      case 'half-open':
        throw new CircuitOpenError(this.name, nowMs + PROBE_PATIENCE_MS, nowMs);
    }
  }

  #judge(period: number, verdict: Verdict, error?: unknown): void {
    if (period !== this.#period) return;
    if (this.#state.status === 'half-open') this.#judgeProbe(verdict, error);
    else if (verdict !== 'nothing') this.#count(verdict === 'failure', error);
  }

  #judgeProbe(verdict: Verdict, error: unknown): void {
    if (verdict === 'success') {
      this.#failedProbes = 0;
      this.#window.clear();
      this.#change({ status: 'closed' });
      return;
    }
    if (verdict === 'failure') this.#failedProbes++;
    this.#open(error);
  }

  #count(failed: boolean, error: unknown): void {
    const { clock, minimumCalls, failureShare } = this.#options;
    const nowMs = clock.monotonic();
    this.#window.record(nowMs, failed);
    const { calls, failures } = this.#window.count(nowMs);
    if (failed && calls >= minimumCalls && failures >= calls * failureShare) this.#open(error);
  }

  #open(lastError: unknown): void {
    const { clock, openMs, maxOpenMs } = this.#options;
    const pauseMs = Math.min(maxOpenMs, openMs * 2 ** this.#failedProbes);
    this.#change({ status: 'open', nextTryAtMs: clock.now() + pauseMs, lastError });
  }

  #change(state: CircuitState): void {
    this.#period++;
    this.#state = state;
    this.#changes.emit(state);
  }
}

function verdictOn(circuit: string, error: unknown, signal: AbortSignal): Verdict {
  if (signal.aborted || error instanceof CircuitOpenError) return 'nothing';
  // The source itself works: one of the many that it asks does not, and has a circuit of its own in there.
  if (error instanceof SourceUnavailableError && error.upstream !== null && error.upstream !== circuit)
    return 'success';
  return asTonearmError(error).retryable ? 'failure' : 'success';
}

function check({ windowMs, minimumCalls, failureShare, openMs, maxOpenMs }: Required<WindowBreakerOptions>): void {
  if (!(windowMs > 0)) throw new SetupError(`windowMs has to be above 0, not ${windowMs}.`);
  if (!(minimumCalls >= 1)) throw new SetupError(`minimumCalls has to be at least 1, not ${minimumCalls}.`);
  if (!(failureShare > 0 && failureShare <= 1)) {
    throw new SetupError(`failureShare has to be above 0 and at most 1, not ${failureShare}.`);
  }
  if (!(openMs > 0 && maxOpenMs >= openMs)) {
    throw new SetupError(`openMs has to be above 0 and at most maxOpenMs, not ${openMs} and ${maxOpenMs}.`);
  }
}
