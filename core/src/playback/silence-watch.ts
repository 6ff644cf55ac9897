import type { Clock, Unsubscribe } from '../runtime/clock.js';

/** How long it may be silent although something plays, in milliseconds; a stream that is only slow comes back sooner. */
const PATIENCE_MS = 10_000;

/** Notices that sound stays away: an upstream that neither sends nor ends looks alive to everyone else. */
export class SilenceWatch {
  readonly #clock: Clock;
  readonly #onSilence: (generation: number) => void;
  #stop: Unsubscribe = () => {};

  /** @param onSilence is told the generation that has been silent for too long */
  constructor(clock: Clock, onSilence: (generation: number) => void) {
    this.#clock = clock;
    this.#onSilence = onSilence;
  }

  /** There is nothing to hear of that generation from now on. */
  begin(generation: number): void {
    this.end();
    this.#stop = this.#clock.after(PATIENCE_MS, () => this.#onSilence(generation));
  }

  /** There is sound, or none is expected. */
  end(): void {
    this.#stop();
    this.#stop = () => {};
  }
}
