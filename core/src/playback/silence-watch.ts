import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Slot } from './slot.js';

/** How long it may be silent although something plays, in milliseconds; a stream that is only slow comes back sooner. */
const PATIENCE_MS = 10_000;

/**
 * Notices that sound stays away: an upstream that neither sends nor ends looks alive to everyone else. One whose frames are
 * there and do not leave, because of a pause say, is not to blame.
 */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #onSilence: (generation: number) => void;
  #stop: Unsubscribe = () => {};

  /** @param onSilence is told the generation that has been silent for too long */
  constructor(clock: Clock, onSilence: (generation: number) => void) {
    this.#clock = clock;
    this.#onSilence = onSilence;
  }

  /** There is nothing to hear of it from now on. */
  begin(slot: Slot): void {
    this.end();
    const sentMs = slot.pump?.sentMs;
    this.#stop = this.#clock.after(PATIENCE_MS, () => {
      const { generation, pump } = slot;
      if (pump && (pump.waitsForRoom || pump.sentMs !== sentMs)) this.begin(slot);
      else this.#onSilence(generation);
    });
  }

  /** There is sound, or none is expected. */
  end(): void {
    this.#stop();
    this.#stop = () => {};
  }
}
