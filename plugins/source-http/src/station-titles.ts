import { Listeners, type Unsubscribe } from '@tonearm/core';

/** What a station says is on, for whoever listens, whenever they begin to. */
export class StationTitles {
  readonly #listeners = new Listeners<string>();
  #last: string | undefined;

  say(title: string): void {
    if (title === this.#last) return;
    this.#last = title;
    this.#listeners.emit(title);
  }

  /** Hears the last title at once. */
  listen(listener: (title: string) => void): Unsubscribe {
    if (this.#last !== undefined) listener(this.#last);
    return this.#listeners.add(listener);
  }
}
