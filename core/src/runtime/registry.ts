import { SetupError } from '../errors/setup-errors.js';
import { Listeners } from './listeners.js';
import type { Unsubscribe } from './clock.js';

/** Things with a name, in an order that matters: sources in their search order, views to choose from. */
export class Registry<T extends { readonly name: string }> implements Iterable<T> {
  readonly #kind: string;
  readonly #items = new Map<string, T>();
  readonly #changes = new Listeners<void>();

  /** @param kind what the things are called in errors: `source`, `view` */
  constructor(kind: string) {
    this.#kind = kind;
  }

  /** Adds at the end. The returned function takes it out again. @throws SetupError when the name is taken */
  add(item: T): Unsubscribe {
    if (this.#items.has(item.name)) {
      throw new SetupError(
        `There is already a ${this.#kind} named “${item.name}”. Use replace() to put another in its place.`,
      );
    }
    return this.#put(item);
  }

  /** Puts the item in the place of the one with the same name, or at the end. */
  replace(item: T): Unsubscribe {
    return this.#put(item);
  }

  find(name: string): T | undefined {
    return this.#items.get(name);
  }

  /** The item of that name. @throws SetupError that names those there are */
  get(name: string): T {
    const item = this.#items.get(name);
    if (item === undefined) {
      throw new SetupError(
        `There is no ${this.#kind} named “${name}”. Installed: ${this.names().join(', ') || 'none'}.`,
      );
    }
    return item;
  }

  names(): readonly string[] {
    return [...this.#items.keys()];
  }

  get size(): number {
    return this.#items.size;
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#changes.add(listener);
  }

  [Symbol.iterator](): Iterator<T> {
    return [...this.#items.values()][Symbol.iterator]();
  }

  #put(item: T): Unsubscribe {
    this.#items.set(item.name, item);
    this.#changes.emit();
    return () => {
      if (this.#items.get(item.name) !== item) return;
      this.#items.delete(item.name);
      this.#changes.emit();
    };
  }
}
