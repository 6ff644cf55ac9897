import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { EditBudget, type EditBudgetOptions } from './edit-budget.js';

/** A wish to edit one message, until its turn has come. */
export interface EditTurn {
  /** Resolves when the edit may leave, which is counted from then on; or when the wish was given up. */
  readonly come: Promise<void>;
  /** What is to be shown is a terminal state by now. */
  hurry(): void;
  /** Gives the wish up. */
  leave(): void;
}

interface Wish {
  /** When it came, in monotonic milliseconds. */
  readonly sinceMs: number;
  isUrgent: boolean;
  readonly resolve: () => void;
}

/** A terminal state goes before ordinary ones, but never before one that has waited this long, in milliseconds: so none starves. */
const HEAD_START_MS = 10_000;

/**
 * Whose turn it is to edit, among the messages of one channel. They share one budget: terminal states first, else who has
 * waited longest. Keeps no message's state, so that whoever's turn comes shows its latest.
 */
export class EditLine {
  readonly #clock: Clock;
  readonly #budget: EditBudget;
  readonly #windowMs: number;
  readonly #onIdle: () => void;
  readonly #wishes = new Set<Wish>();
  #restUntilMs = 0;
  #stopTimer: Unsubscribe = () => {};

  /** @param onIdle called when nothing has left for a whole window and nobody waits */
  constructor(clock: Clock, budget: EditBudgetOptions, onIdle: () => void) {
    this.#clock = clock;
    this.#budget = new EditBudget(budget);
    this.#windowMs = budget.windowMs;
    this.#onIdle = onIdle;
  }

  ask(isUrgent: boolean): EditTurn {
    const { promise: come, resolve } = Promise.withResolvers<void>();
    const wish: Wish = { sinceMs: this.#clock.monotonic(), isUrgent, resolve };
    this.#wishes.add(wish);
    this.#review();
    return {
      come,
      hurry: () => {
        wish.isUrgent = true;
        this.#review();
      },
      leave: () => {
        this.#grant(wish);
        this.#review();
      },
    };
  }

  rest(ms: number): void {
    this.#restUntilMs = Math.max(this.#restUntilMs, this.#clock.monotonic() + ms);
    this.#review();
  }

  /** Lets leave what may, and comes back when the next one may. */
  #review(): void {
    this.#stopTimer();
    for (let wish = this.#first(); wish; wish = this.#first()) {
      const nowMs = this.#clock.monotonic();
      const waitMs = this.#waitMs(wish, nowMs);
      if (waitMs > 0) {
        this.#stopTimer = this.#clock.after(waitMs, () => this.#review());
        return;
      }
      this.#budget.spend(nowMs);
      this.#grant(wish);
    }
    const idleMs = Math.max(this.#windowMs, this.#restUntilMs - this.#clock.monotonic());
    this.#stopTimer = this.#clock.after(idleMs, this.#onIdle);
  }

  #waitMs(wish: Wish, nowMs: number): number {
    const restMs = this.#restUntilMs - nowMs;
    const patienceMs = keyOf(wish) + HEAD_START_MS - nowMs;
    const isPressing = wish.isUrgent || patienceMs <= 0;
    // What has waited long enough may take the edit that is kept for terminal states.
    const turnMs = isPressing ? this.#budget.lastWaitMs(nowMs) : Math.min(this.#budget.waitMs(nowMs), patienceMs);
    return Math.max(restMs, turnMs);
  }

  #first(): Wish | undefined {
    let first: Wish | undefined;
    for (const wish of this.#wishes) if (first === undefined || keyOf(wish) < keyOf(first)) first = wish;
    return first;
  }

  #grant(wish: Wish): void {
    this.#wishes.delete(wish);
    wish.resolve();
  }
}

/** Who has the least is next. */
function keyOf({ sinceMs, isUrgent }: Wish): number {
  return isUrgent ? sinceMs - HEAD_START_MS : sinceMs;
}
