import { SetupError } from '../errors/setup-errors.js';

/** How often a message may change. */
export interface EditBudgetOptions {
  /** Edits that Discord takes per window; the last one of them is kept for the terminal state. */
  readonly edits: number;
  /** Length of the window in milliseconds. */
  readonly windowMs: number;
}

/** Discord takes 5 edits per 5 s and webhook token, and answers the sixth with a 429. */
export const DISCORD_EDITS: EditBudgetOptions = { edits: 5, windowMs: 5_000 };

/**
 * Says when the next edit may leave. No window of that length, wherever it begins, holds more than `edits` of them.
 * The first ones follow each other quickly and the later ones slowly, so that a short task is shown well and a long one
 * has no pause of a whole window. Pure: times come from the caller, in milliseconds that only grow.
 */
export class EditBudget {
  readonly #options: EditBudgetOptions;
  #spentAtMs: readonly number[] = [];

  /** @throws SetupError when a number makes no sense */
  constructor(options: EditBudgetOptions = DISCORD_EDITS) {
    const { edits, windowMs } = options;
    if (!Number.isSafeInteger(edits) || edits < 2) {
      throw new SetupError(`edits has to be a whole number of at least 2, not ${edits}.`);
    }
    if (!(windowMs > 0 && windowMs < Number.POSITIVE_INFINITY)) {
      throw new SetupError(`windowMs has to be a number of milliseconds above 0, not ${windowMs}.`);
    }
    this.#options = options;
  }

  /** How long an ordinary edit has to wait; 0 is now. */
  waitMs(nowMs: number): number {
    const ordinary = this.#options.edits - 1;
    const spent = this.#spentWithin(nowMs);
    const last = spent.at(-1);
    if (last === undefined) return 0;
    const gapMs = (this.#options.windowMs / ordinary) * (Math.min(spent.length, ordinary) / ordinary);
    return Math.max(this.#roomInMs(nowMs, ordinary), last + gapMs - nowMs, 0);
  }

  /** How long the terminal edit has to wait: hardly ever, as one is kept for it. */
  lastWaitMs(nowMs: number): number {
    return this.#roomInMs(nowMs, this.#options.edits);
  }

  /** An edit leaves now. */
  spend(nowMs: number): void {
    this.#spentAtMs = [...this.#spentWithin(nowMs), nowMs];
  }

  /** When a window of at most `allowed` edits has room for one more. */
  #roomInMs(nowMs: number, allowed: number): number {
    const oldestThatCounts = this.#spentWithin(nowMs).at(-allowed);
    return oldestThatCounts === undefined ? 0 : oldestThatCounts + this.#options.windowMs - nowMs;
  }

  #spentWithin(nowMs: number): readonly number[] {
    return this.#spentAtMs.filter((atMs) => nowMs - atMs < this.#options.windowMs);
  }
}
