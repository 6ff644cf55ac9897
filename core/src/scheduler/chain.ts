/** What may stand in a {@link Chain}, in one at a time. The chain keeps these three; nobody else writes them. */
export interface Linked<T extends Linked<T>> {
  chain: Chain<T> | undefined;
  previous: T | undefined;
  next: T | undefined;
}

/** A doubly linked list through its items themselves, so that any of them leaves in constant time and none costs an object. */
export class Chain<T extends Linked<T>> implements Iterable<T> {
  first: T | undefined = undefined;
  last: T | undefined = undefined;

  append(item: T): void {
    item.chain = this;
    item.previous = this.last;
    if (this.last === undefined) this.first = item;
    else this.last.next = item;
    this.last = item;
  }

  /** Takes the item out; nothing happens when it does not stand in this chain. */
  remove(item: T): void {
    if (item.chain !== this) return;
    if (item.previous === undefined) this.first = item.next;
    else item.previous.next = item.next;
    if (item.next === undefined) this.last = item.previous;
    else item.next.previous = item.previous;
    item.chain = undefined;
    item.previous = undefined;
    item.next = undefined;
  }

  /** Puts an item that stands in this chain behind all others. */
  moveToEnd(item: T): void {
    if (item.chain !== this || item === this.last) return;
    this.remove(item);
    this.append(item);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let item = this.first; item !== undefined; item = item.next) yield item;
  }
}
