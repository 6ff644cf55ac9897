import { Chain, Link } from './chain.js';
import { type Level, LEVELS, perLevel } from './level.js';
import type { Standing, Waitable } from './standing.js';

/**
 * The standings of one tenant. Those that began on the same level form one chain; age lifts the front of each chain
 * first, so the next standing on a level is at the front of one of at most four chains.
 */
export class TenantLine<W extends Waitable> {
  /** The tenant's place in the round of each level. */
  readonly turns: readonly Link<TenantLine<W>>[] = perLevel(() => new Link<TenantLine<W>>(this));
  /** How many standings there are on each level. */
  readonly counts = perLevel(() => 0);
  readonly #chains = perLevel(() => new Chain<Standing<W>>());

  /** Standings carry consecutive numbers per level, given in one pass when first asked for and kept up since. */
  #numbered = false;
  readonly #firstNumber = perLevel(() => 0);
  readonly #nextNumber = perLevel(() => 0);

  constructor(readonly tenant: string) {}

  get isEmpty(): boolean {
    return LEVELS.every((level) => this.counts[level] === 0);
  }

  /** Adds one that arrives now, behind all others of its level. */
  append(standing: Standing<W>): void {
    this.#chains[standing.base].append(standing.inLine);
    this.counts[standing.level]++;
    standing.number = this.#nextNumber[standing.level]++;
  }

  remove(standing: Standing<W>): void {
    this.#chains[standing.base].remove(standing.inLine);
    this.counts[standing.level]--;
    this.#numbered = false;
  }

  /** Removes the one that {@link front} has just told, which costs the others nothing. */
  removeFront(standing: Standing<W>): void {
    this.#chains[standing.base].remove(standing.inLine);
    this.counts[standing.level]--;
    this.#firstNumber[standing.level]++;
  }

  /** Follows a standing that age lifts. */
  lift(standing: Standing<W>, to: Level): void {
    this.counts[standing.level]--;
    this.counts[to]++;
    standing.level = to;
    this.#numbered = false;
  }

  /** Who came first on the level; none of the tenant may stand above it. */
  front(level: Level): Standing<W> | undefined {
    let front: Standing<W> | undefined;
    for (let base: number = level; base < LEVELS.length; base++) {
      const standing = this.#chains[base]?.first?.value;
      if (standing?.level !== level) continue;
      if (front === undefined || standing.arrival < front.arrival) front = standing;
    }
    return front;
  }

  /** How many of the same tenant and level come before it. */
  rank(standing: Standing<W>): number {
    if (!this.#numbered) this.#number();
    return standing.number - this.#firstNumber[standing.level];
  }

  /** All of one level, in order. */
  inOrder(level: Level): Standing<W>[] {
    const found = this.#chains.flatMap((chain) => [...chain].filter((standing) => standing.level === level));
    return found.sort((one, other) => one.arrival - other.arrival);
  }

  #number(): void {
    for (const level of LEVELS) {
      const standings = this.inOrder(level);
      for (const [index, standing] of standings.entries()) standing.number = index;
      this.#firstNumber[level] = 0;
      this.#nextNumber[level] = standings.length;
    }
    this.#numbered = true;
  }
}
