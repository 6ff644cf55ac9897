import type { Chain, Linked } from './chain.js';
import { LeavingQueue } from './leaving-queue.js';
import { LEVELS, type Level, perLevel } from './level.js';
import type { Standing, Waitable } from './standing.js';

/** A tenant's place on a level, which takes its turn in the round there. All that an arrival or a start changes is here. */
export class Place<W extends Waitable> implements Linked<Place<W>> {
  chain: Chain<Place<W>> | undefined = undefined;
  previous: Place<W> | undefined = undefined;
  next: Place<W> | undefined = undefined;
  /** How many standings are on this level now. */
  count = 0;
  /** Those that began here and wait, on this level or lifted above it. */
  readonly beganHere = new LeavingQueue<Standing<W>>(isHere);
  /** The number of the first standing on this level, and of the next one that comes, while the line is numbered. */
  firstNumber = 0;
  nextNumber = 0;

  constructor(readonly line: TenantLine<W>) {}
}

/**
 * The standings of one tenant. Those that began on the same level form one queue; age lifts the front of each queue
 * first, so the next standing on a level is at the front of one of at most four queues.
 */
export class TenantLine<W extends Waitable> {
  /** Takes no turns for now; kept by the backlog. */
  isHeld = false;
  /** Made when first needed: most tenants ask for few priorities. */
  readonly #places = perLevel<Place<W> | undefined>(() => undefined);
  #size = 0;
  /** Standings carry consecutive numbers per level, given in one pass when first asked for and kept up since. */
  #isNumbered = false;

  constructor(readonly tenant: string) {}

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  place(level: Level): Place<W> {
    this.#places[level] ??= new Place<W>(this);
    return this.#places[level];
  }

  /** How many standings there are on a level. */
  count(level: Level): number {
    return this.#places[level]?.count ?? 0;
  }

  /** Adds one that arrives now, behind all others of its level. */
  append(standing: Standing<W>): void {
    const place = this.place(standing.base);
    place.beganHere.append(standing);
    place.count++;
    standing.number = place.nextNumber++;
    this.#size++;
  }

  remove(standing: Standing<W>): void {
    this.removeFront(standing);
    this.#isNumbered = false;
  }

  /** Removes the one that {@link front} has just told, which leaves the numbers of the others right. */
  removeFront(standing: Standing<W>): void {
    standing.hasLeft = true;
    this.place(standing.base).beganHere.noteLeft();
    const place = this.place(standing.level);
    place.count--;
    place.firstNumber++;
    this.#size--;
  }

  /** Lifts a standing whose age has come. */
  lift(standing: Standing<W>, to: Level): void {
    this.place(standing.level).count--;
    this.place(to).count++;
    standing.level = to;
    this.#isNumbered = false;
  }

  /** Who came first on the level; none of the tenant may stand above it. */
  front(level: Level): Standing<W> | undefined {
    let front: Standing<W> | undefined;
    for (let base: number = level; base < LEVELS.length; base++) {
      const standing = this.#places[base]?.beganHere.front();
      if (standing?.level !== level) continue;
      if (front === undefined || standing.arrival < front.arrival) front = standing;
    }
    return front;
  }

  /** How many of the same tenant and level come before it. */
  rank(standing: Standing<W>): number {
    if (!this.#isNumbered) this.#number();
    return standing.number - this.place(standing.level).firstNumber;
  }

  /** All of one level, in order. */
  inOrder(level: Level): Standing<W>[] {
    const all = this.#places.flatMap((place) => place?.beganHere.toArray() ?? []);
    return all.filter((one) => one.level === level).sort((one, other) => one.arrival - other.arrival);
  }

  #number(): void {
    for (const level of LEVELS) {
      const place = this.#places[level];
      if (place === undefined) continue;
      const standings = this.inOrder(level);
      for (const [index, standing] of standings.entries()) standing.number = index;
      place.firstNumber = 0;
      place.nextNumber = standings.length;
    }
    this.#isNumbered = true;
  }
}

function isHere({ hasLeft }: Standing<Waitable>): boolean {
  return !hasLeft;
}
