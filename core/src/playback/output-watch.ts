import type { Clock, Unsubscribe } from '../runtime/clock.js';

/** How long an output may say nothing although it has frames to send, in milliseconds: it tells the position every second. */
const PATIENCE_MS = 10_000;

/**
 * Notices an output that has frames and does not send them, although its connection is ready: a thread that hangs, a connection that
 * does not know that it is dead. What the connection itself notices, it mends sooner.
 */
export class OutputWatch {
  readonly #clock: Clock;
  readonly #onStuck: () => void;
  #stop: Unsubscribe | undefined;

  constructor(clock: Clock, onStuck: () => void) {
    this.#clock = clock;
    this.#onStuck = onStuck;
  }

  /** @param owesSound whether frames should leave now @param saidSomething whether the output has just told something */
  look(owesSound: boolean, saidSomething: boolean): void {
    if (!owesSound || saidSomething) this.end();
    if (owesSound) this.#stop ??= this.#clock.after(PATIENCE_MS, this.#onStuck);
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
