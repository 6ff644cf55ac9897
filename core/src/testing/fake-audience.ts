import type { Audience } from '../playback/audience.js';
import type { Unsubscribe } from '../runtime/clock.js';
import { Listeners } from '../runtime/listeners.js';

/** An audience that comes and goes as the test says: the same number in every channel. */
export class FakeAudience implements Audience {
  readonly #changes = new Listeners<string>();
  #listeners: number;

  constructor(listeners: number) {
    this.#listeners = listeners;
  }

  /** Lets so many people listen from now on. */
  become(listeners: number, guildId: string): void {
    this.#listeners = listeners;
    this.#changes.emit(guildId);
  }

  listenersIn(): number {
    return this.#listeners;
  }

  onChange(listener: (guildId: string) => void): Unsubscribe {
    return this.#changes.add(listener);
  }
}
