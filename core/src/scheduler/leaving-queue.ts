/** Fewer than this are not worth a pass that clears them away. */
const FEW = 32;

/**
 * First in, first out, for things that may leave from anywhere: one that leaves behind the front stays as a dead entry
 * until the front comes to it, or until most entries are dead. So every operation takes constant time, spread over all
 * of them, and one that waits costs no more than its entry.
 */
export class LeavingQueue<T> {
  readonly #isHere: (item: T) => boolean;
  #items: (T | undefined)[] = [];
  /** Where the front is. */
  #first = 0;
  /** Entries before the front and dead ones behind it. */
  #wasted = 0;

  /** @param isHere whether an item has not left; once it says no for an item, it stays with it */
  constructor(isHere: (item: T) => boolean) {
    this.#isHere = isHere;
  }

  append(item: T): void {
    this.#items.push(item);
  }

  /** Has to be called for each item as it leaves. */
  noteLeft(): void {
    this.#wasted++;
    for (let front = this.front(); front !== undefined && !this.#isHere(front); front = this.front()) {
      this.#items[this.#first++] = undefined; // Nobody shall be kept alive from here.
    }
    if (this.#wasted > FEW && this.#wasted > this.#items.length / 2) this.#clearAway();
  }

  /** The first that has not left. */
  front(): T | undefined {
    return this.#items[this.#first];
  }

  /** All that have not left, in order. */
  toArray(): T[] {
    return this.#items.slice(this.#first).filter((item): item is T => item !== undefined && this.#isHere(item));
  }

  /** Nearly always all have left from the front, and what is behind it needs no second look. */
  #clearAway(): void {
    this.#items = this.#wasted === this.#first ? this.#items.slice(this.#first) : this.toArray();
    this.#first = 0;
    this.#wasted = 0;
  }
}
