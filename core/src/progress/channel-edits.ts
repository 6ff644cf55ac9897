import type { Clock } from '../runtime/clock.js';
import { EditLine, type EditTurn } from './edit-line.js';
import { DISCORD_EDITS, EditBudget, type EditBudgetOptions } from './edit-budget.js';

export interface ChannelEditsOptions {
  readonly clock: Clock;
  /** What all messages of one channel share; what Discord takes by default. */
  readonly budget?: EditBudgetOptions;
}

/** The edits of all messages, channel by channel: those of one channel share a budget and take turns. */
export class ChannelEdits {
  readonly #clock: Clock;
  readonly #budget: EditBudgetOptions;
  readonly #lines = new Map<string, EditLine>();

  /** @throws SetupError for a budget that makes no sense */
  constructor({ clock, budget = DISCORD_EDITS }: ChannelEditsOptions) {
    new EditBudget(budget); // Refuses nonsense now, and not at the first edit.
    this.#clock = clock;
    this.#budget = budget;
  }

  /** Lines up for one edit in a channel; `urgent` for a terminal state. */
  ask(channelId: string, urgent: boolean): EditTurn {
    return this.#lineOf(channelId).ask(urgent);
  }

  /** Discord has sent one of the channel's edits away: none leaves for so long, in milliseconds. */
  rest(channelId: string, ms: number): void {
    this.#lineOf(channelId).rest(ms);
  }

  /** Channels in which something was edited within the last window, or is about to be. */
  get size(): number {
    return this.#lines.size;
  }

  #lineOf(channelId: string): EditLine {
    const known = this.#lines.get(channelId);
    if (known) return known;
    const line = new EditLine(this.#clock, this.#budget, () => this.#lines.delete(channelId));
    this.#lines.set(channelId, line);
    return line;
  }
}
