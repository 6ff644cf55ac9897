import { EstimateErrors, quarterOf } from './estimate-errors.js';

/** How far an attempt is. */
export interface Estimate {
  /** 0–99, a whole number: 100 is for who knows that it is done. */
  readonly percent: number;
  /** Time left in milliseconds; `null` while nothing is known, and when it takes longer than it ever should. */
  readonly etaMs: number | null;
  /** Four of five attempts lately ended within this many milliseconds of the time left that was told; absent until known. */
  readonly etaErrorMs?: number;
}

/** The stage every attempt begins in, until the work names another. */
export const STARTING_STAGE = 'starting';

/** How much the newest duration counts against all that were seen before. */
const LEARNING_RATE = 0.3;
/** So many stages are told apart; work that invents a name for each report cannot make us grow. */
const MAX_STAGES = 32;
const NOTHING_LEARNED: ReadonlyMap<string, number> = new Map();

/**
 * Learns how long each stage of a lookup really takes, apart for each source and kind of lookup, and says from it how
 * far an attempt is. A stage weighs what it lasted in the past (an exponentially weighted mean; skipped counts as 0), or
 * as much as any other while nothing was learned. Pure: times come from the caller, in milliseconds that only grow.
 */
export class StageEstimate {
  /** Stages in their order; one that nobody announced joins at the end. */
  readonly #order: string[];
  readonly #meansMs = new Map<string, Map<string, number>>();
  readonly #errors = new Map<string, EstimateErrors>();

  /** @param stages the stages that the work may report, in their order */
  constructor(stages: readonly string[]) {
    this.#order = [STARTING_STAGE, ...stages];
  }

  /**
   * Begins an attempt.
   * @param work whose durations to use and to add to: a source's name with the kind of lookup, `youtube playlist`
   */
  begin(work: string, atMs: number): AttemptEstimate {
    return new AttemptEstimate({
      atMs,
      place: (stage) => this.#place(stage),
      weights: () => this.#weightsOf(work),
      learn: (durationsMs) => this.#learn(work, durationsMs),
      errors: this.#errorsOf(work),
    });
  }

  /** What is known of some work: the mean time of each stage in milliseconds. */
  learned(work: string): ReadonlyMap<string, number> {
    return this.#meansMs.get(work) ?? NOTHING_LEARNED;
  }

  #errorsOf(work: string): EstimateErrors {
    const errors = this.#errors.get(work) ?? new EstimateErrors();
    this.#errors.set(work, errors);
    return errors;
  }

  #place(stage: string): number {
    const place = this.#order.indexOf(stage);
    if (place >= 0) return place;
    return this.#order.length < MAX_STAGES ? this.#order.push(stage) - 1 : MAX_STAGES - 1;
  }

  #weightsOf(work: string): StageWeights {
    const means = this.#meansMs.get(work);
    const known = this.#order.map((stage) => means?.get(stage) ?? 0);
    if (means && known.some((ms) => ms > 0)) return { areMeasured: true, weights: known };
    return { areMeasured: false, weights: this.#order.map((stage) => (stage === STARTING_STAGE ? 0 : 1)) };
  }

  #learn(work: string, durationsMs: ReadonlyMap<string, number>): void {
    const before = this.#meansMs.get(work);
    const after = this.#order.map((stage): [string, number] => {
      const newest = durationsMs.get(stage) ?? 0;
      const mean = before?.get(stage) ?? 0;
      return [stage, before ? mean + LEARNING_RATE * (newest - mean) : newest];
    });
    this.#meansMs.set(work, new Map(after));
  }
}

/** Weights in the order of the stages: milliseconds when measured, shares when not. */
interface StageWeights {
  readonly areMeasured: boolean;
  readonly weights: readonly number[];
}

interface AttemptParts {
  readonly atMs: number;
  place(stage: string): number;
  weights(): StageWeights;
  learn(durationsMs: ReadonlyMap<string, number>): void;
  readonly errors: EstimateErrors;
}

/** One attempt on its way through the stages. */
export class AttemptEstimate {
  readonly #parts: AttemptParts;
  readonly #durationsMs = new Map<string, number>();
  #stage = STARTING_STAGE;
  #enteredAtMs: number;
  #reportedAtMs: number;
  #fraction: number | null = null;
  #percent = 0;
  /** When it would end by the first time left that was told in each quarter. */
  readonly #promisedMs = new Map<number, number>();

  /** Use `StageEstimate.begin`. */
  constructor(parts: AttemptParts) {
    this.#parts = parts;
    this.#enteredAtMs = parts.atMs;
    this.#reportedAtMs = parts.atMs;
  }

  get stage(): string {
    return this.#stage;
  }

  /** The work is in this stage, and has done this share of it (0–1; `null` when it cannot tell). */
  reached(stage: string, fraction: number | null, atMs: number): void {
    if (stage !== this.#stage) {
      this.#leave(atMs);
      this.#stage = stage;
    }
    this.#reportedAtMs = atMs;
    this.#fraction = fraction === null || Number.isNaN(fraction) ? null : Math.min(1, Math.max(0, fraction));
  }

  /** How far it is at this moment. The percentage never falls. */
  at(nowMs: number): Estimate {
    const place = this.#parts.place(this.#stage);
    const { areMeasured, weights } = this.#parts.weights();
    const current = weights[place] ?? 0;
    const before = sum(weights.slice(0, place));
    const after = sum(weights.slice(place + 1));
    const total = before + current + after;
    const done = before + current * (this.#fraction ?? 0);
    this.#percent = Math.max(this.#percent, Math.min(99, Math.floor((100 * done) / Math.max(total, Number.MIN_VALUE))));
    const leftMs = areMeasured ? this.#leftInStageMs(current, nowMs) : null;
    return leftMs === null
      ? { percent: this.#percent, etaMs: null }
      : this.#withError(Math.round(leftMs + after), nowMs);
  }

  /** It has succeeded: its durations are worth learning from. */
  succeeded(atMs: number): void {
    this.#leave(atMs);
    this.#parts.learn(this.#durationsMs);
    for (const [quarter, endMs] of this.#promisedMs) this.#parts.errors.add(quarter, Math.abs(endMs - atMs));
  }

  /** With how wrong such times have been, and remembered for learning how wrong this one is. */
  #withError(etaMs: number, nowMs: number): Estimate {
    const quarter = quarterOf(this.#percent);
    if (!this.#promisedMs.has(quarter)) this.#promisedMs.set(quarter, nowMs + etaMs);
    const etaErrorMs = this.#parts.errors.within(quarter);
    return { percent: this.#percent, etaMs, ...(etaErrorMs !== undefined && { etaErrorMs: Math.round(etaErrorMs) }) };
  }

  /** From the time the stage usually takes and, the more of it is done, from what this attempt has needed for that. */
  #leftInStageMs(usualMs: number, nowMs: number): number | null {
    const share = this.#fraction ?? 0;
    const neededMs = share > 0 ? this.#reportedAtMs - this.#enteredAtMs : 0;
    const leftAtReportMs = (1 - share) * (neededMs + (1 - share) * usualMs);
    const sinceMs = nowMs - (share > 0 ? this.#reportedAtMs : this.#enteredAtMs);
    return sinceMs > leftAtReportMs ? null : leftAtReportMs - sinceMs;
  }

  #leave(atMs: number): void {
    const soFarMs = this.#durationsMs.get(this.#stage) ?? 0;
    this.#durationsMs.set(this.#stage, soFarMs + (atMs - this.#enteredAtMs));
    this.#enteredAtMs = atMs;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
