import { type Clock, FRAME_MS, type Logger } from '@tonearm/core';

/** Something that sends one frame in each slot of 20 ms. */
export interface PacedStream {
  /** The next slot has come. `false` when there is nothing more to send until it is added again. */
  step(): boolean;
  /** It threw in a step, and is stepped no more. */
  failed(): void;
}

/**
 * After a stall at most so many missed slots, 100 ms, are sent at once; then the slots begin anew and the sound goes on
 * that much later. A burst longer than what receivers buffer would be lost.
 */
const MAX_CATCH_UP = 5;

/** One timer for all streams of this thread. Slots lie on a raster, so a late one does not delay those after it. */
export class Pacer {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #streams = new Set<PacedStream>();
  #nextSlotMs: number | undefined;

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Steps the stream from the next slot on, until it says that it has nothing more. */
  add(stream: PacedStream): void {
    this.#streams.add(stream);
    if (this.#nextSlotMs !== undefined) return;
    this.#nextSlotMs = this.#clock.monotonic();
    this.#wait(0);
  }

  #wait(ms: number): void {
    this.#clock.after(Math.max(0, Math.ceil(ms)), () => this.#wake());
  }

  #wake(): void {
    const now = this.#clock.monotonic();
    let nextSlotMs = this.#nextSlotMs ?? now;
    const due = Math.floor((now - nextSlotMs) / FRAME_MS) + 1;
    nextSlotMs = due > MAX_CATCH_UP ? now + FRAME_MS : nextSlotMs + due * FRAME_MS;
    for (let slot = 0; slot < Math.min(due, MAX_CATCH_UP); slot++) this.#stepAll();
    this.#nextSlotMs = this.#streams.size === 0 ? undefined : nextSlotMs;
    if (this.#streams.size > 0) this.#wait(nextSlotMs - this.#clock.monotonic());
  }

  #stepAll(): void {
    for (const stream of this.#streams) {
      try {
        if (!stream.step()) this.#streams.delete(stream);
      } catch (error) {
        this.#streams.delete(stream);
        this.#logger.error('A stream failed and was stopped', { error });
        stream.failed();
      }
    }
  }
}
