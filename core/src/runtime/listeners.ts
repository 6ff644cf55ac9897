import type { Unsubscribe } from './clock.js';

/** What a listener threw goes here; a listener can neither stop the others nor hurt who emits. */
export type ListenerFailure = (error: unknown) => void;

/** The only emitter: a set of listeners for one union of events. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();
  readonly #onFailure: ListenerFailure;

  /** Without `onFailure` a listener's exception is rethrown in a microtask, where the process sees it. */
  constructor(onFailure: ListenerFailure = rethrowLater) {
    this.#onFailure = onFailure;
  }

  /** Starts listening; the returned function stops. */
  add(listener: (event: Event) => void): Unsubscribe {
    const own = (event: Event) => listener(event);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Tells everyone who listens at this moment, in the order they began. */
  emit(event: Event): void {
    if (this.#listeners.size === 0) return;
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        this.#onFailure(error);
      }
    }
  }

  get size(): number {
    return this.#listeners.size;
  }

  clear(): void {
    this.#listeners.clear();
  }
}

function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
