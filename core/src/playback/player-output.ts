import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { AudioOutput, OutputCommand } from './audio-output.js';
import { loadSlot, type SlotPlace } from './load-slot.js';
import type { PlayerMessage } from './player-messages.js';
import type { Slot } from './slot.js';

export interface PlayerOutputParts {
  readonly clock: Clock;
  /** Brings a message back through the session's mailbox. */
  post(message: PlayerMessage): void;
}

/** The output that a player plays into, while there is one; without it nothing happens. */
export class PlayerOutput {
  readonly #parts: PlayerOutputParts;
  #output: AudioOutput | undefined;
  #stopListening: Unsubscribe = () => {};

  constructor(parts: PlayerOutputParts) {
    this.#parts = parts;
  }

  /** Whether it is to be missed when it says nothing. */
  get keepsTime(): boolean {
    return this.#output?.keepsTime ?? false;
  }

  attach(output: AudioOutput): void {
    this.#output = output;
    this.#stopListening = output.onEvent((event) => this.#parts.post({ type: 'output', event }));
  }

  detach(): void {
    this.#stopListening();
    this.#output = undefined;
  }

  send(command: OutputCommand): void {
    this.#output?.send(command);
  }

  /** Starts sending an open slot's frames. */
  load(slot: Slot, place: SlotPlace): void {
    const { clock, post } = this.#parts;
    loadSlot(slot, place, { output: this.#output, clock, post });
  }
}
