/** One value's place in a {@link Chain}. A link stands in one chain at a time. */
export class Link<T> {
  /** Kept by the chain. */
  chain: Chain<T> | undefined = undefined;
  previous: Link<T> | undefined = undefined;
  next: Link<T> | undefined = undefined;

  constructor(readonly value: T) {}
}

/** A doubly linked list whose links the caller keeps, so that any of them leaves in constant time. */
export class Chain<T> implements Iterable<T> {
  first: Link<T> | undefined = undefined;
  last: Link<T> | undefined = undefined;

  append(link: Link<T>): void {
    link.chain = this;
    link.previous = this.last;
    if (this.last === undefined) this.first = link;
    else this.last.next = link;
    this.last = link;
  }

  /** Takes the link out; nothing happens when it does not stand in this chain. */
  remove(link: Link<T>): void {
    if (link.chain !== this) return;
    if (link.previous === undefined) this.first = link.next;
    else link.previous.next = link.next;
    if (link.next === undefined) this.last = link.previous;
    else link.next.previous = link.previous;
    link.chain = undefined;
    link.previous = undefined;
    link.next = undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let link = this.first; link !== undefined; link = link.next) yield link.value;
  }
}
