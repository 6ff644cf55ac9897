import type { WorldEvents } from './world-event.js';

/** How the bot appears in the member list. */
export class BotPresence {
  #online = false;
  #activity: string | null = null;

  constructor(private readonly events: WorldEvents) {}

  get online(): boolean {
    return this.#online;
  }

  /** What it says it is doing, as people read it: “Listening to records”. */
  get activity(): string | null {
    return this.#activity;
  }

  set(change: { readonly online?: boolean; readonly activity?: string | null }): void {
    const { online = this.#online, activity = this.#activity } = change;
    this.#online = online;
    this.#activity = activity;
    this.events.emit({ kind: 'bot-presence-changed', online, activity });
  }
}
