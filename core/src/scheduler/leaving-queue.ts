/** Fewer than this are not worth a pass that clears them away. */
const FEW = 32;

/**
 * First in, first out, for things that may leave from anywhere: one that has left stays as a dead entry until the
 * front comes to it, or until most entries are dead. So every operation takes constant time, spread over all of them,
 * and one that waits costs no more than its entry.
 */
export class LeavingQueue<T> {
  readonly #isHere: (item: T) => boolean;
  #items: T[] = [];
  #first = 0;
  #left = 0;

  /** @param isHere whether an item has not left; once it says no for an item, it stays with it */
  constructor(isHere: (item: T) => boolean) {
    this.#isHere = isHere;
  }

  append(item: T): void {
    this.#items.push(item);
  }

  /** Has to be called once for each item that has left. */
  noteLeft(): void {
    this.#left++;
    const length = this.#items.length - this.#first;
    if (this.#left === length) this.#start([]);
    else if (this.#left > FEW && this.#left > length / 2) this.#start(this.toArray());
  }

  /** The first that has not left. */
  front(): T | undefined {
    for (; this.#first < this.#items.length; this.#first++) {
      const item = this.#items[this.#first];
      if (item !== undefined && this.#isHere(item)) return item;
      this.#left--;
    }
    this.#start([]);
    return undefined;
  }

  /** All that have not left, in order. */
  toArray(): T[] {
    return this.#items.slice(this.#first).filter(this.#isHere);
  }

  #start(items: T[]): void {
    this.#items = items;
    this.#first = 0;
    this.#left = 0;
  }
}
