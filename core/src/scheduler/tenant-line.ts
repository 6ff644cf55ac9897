import type { Chain, Linked } from './chain.js';
import { LeavingQueue } from './leaving-queue.js';
import { LEVELS, type Level, perLevel } from './level.js';
import type { Standing, Waitable } from './standing.js';

/** A tenant's place in the round of a level. */
export class Turn<W extends Waitable> implements Linked<Turn<W>> {
  chain: Chain<Turn<W>> | undefined = undefined;
  previous: Turn<W> | undefined = undefined;
  next: Turn<W> | undefined = undefined;

  constructor(readonly line: TenantLine<W>) {}
}

/**
 * The standings of one tenant. Those that began on the same level form one queue; age lifts the front of each queue
 * first, so the next standing on a level is at the front of one of at most four queues.
 */
export class TenantLine<W extends Waitable> {
  /** How many standings there are on each level. */
  readonly counts = perLevel(() => 0);
  /** Takes no turns for now; kept by the backlog. */
  isHeld = false;
  readonly #turns = perLevel<Turn<W> | undefined>(() => undefined);
  readonly #queues = perLevel<LeavingQueue<Standing<W>> | undefined>(() => undefined);

  /** Standings carry consecutive numbers per level, given in one pass when first asked for and kept up since. */
  #isNumbered = false;
  readonly #firstNumber = perLevel(() => 0);
  readonly #nextNumber = perLevel(() => 0);

  constructor(readonly tenant: string) {}

  get isEmpty(): boolean {
    const [urgent, high, normal, low] = this.counts;
    return urgent + high + normal + low === 0;
  }

  /** The tenant's place in the round of a level. */
  turn(level: Level): Turn<W> {
    this.#turns[level] ??= new Turn<W>(this);
    return this.#turns[level];
  }

  /** Adds one that arrives now, behind all others of its level. */
  append(standing: Standing<W>): void {
    this.#queues[standing.base] ??= new LeavingQueue((one) => !one.hasLeft);
    this.#queues[standing.base]?.append(standing);
    this.counts[standing.level]++;
    standing.number = this.#nextNumber[standing.level]++;
  }

  remove(standing: Standing<W>): void {
    this.removeFront(standing);
    this.#isNumbered = false;
  }

  /** Removes the one that {@link front} has just told, which leaves the numbers of the others right. */
  removeFront(standing: Standing<W>): void {
    standing.hasLeft = true;
    this.#queues[standing.base]?.noteLeft();
    this.counts[standing.level]--;
    this.#firstNumber[standing.level]++;
  }

  /** Lifts a standing whose age has come. */
  lift(standing: Standing<W>, to: Level): void {
    this.counts[standing.level]--;
    this.counts[to]++;
    standing.level = to;
    this.#isNumbered = false;
  }

  /** Who came first on the level; none of the tenant may stand above it. */
  front(level: Level): Standing<W> | undefined {
    let front: Standing<W> | undefined;
    for (let base: number = level; base < LEVELS.length; base++) {
      const standing = this.#queues[base]?.front();
      if (standing?.level !== level) continue;
      if (front === undefined || standing.arrival < front.arrival) front = standing;
    }
    return front;
  }

  /** How many of the same tenant and level come before it. */
  rank(standing: Standing<W>): number {
    if (!this.#isNumbered) this.#number();
    return standing.number - this.#firstNumber[standing.level];
  }

  /** All of one level, in order. */
  inOrder(level: Level): Standing<W>[] {
    const all = this.#queues.flatMap((queue) => queue?.toArray() ?? []);
    return all.filter((one) => one.level === level).sort((one, other) => one.arrival - other.arrival);
  }

  #number(): void {
    for (const level of LEVELS) {
      const standings = this.inOrder(level);
      for (const [index, standing] of standings.entries()) standing.number = index;
      this.#firstNumber[level] = 0;
      this.#nextNumber[level] = standings.length;
    }
    this.#isNumbered = true;
  }
}
