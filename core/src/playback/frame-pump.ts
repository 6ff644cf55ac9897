import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Clock } from '../runtime/clock.js';
import { type AudioOutput, FRAME_MS } from './audio-output.js';
import type { OpenedStream } from './opened-stream.js';

/** Frames sent in one command at most, so that a thread boundary is crossed once a second and not fifty times. */
const BATCH_FRAMES = 50;
/** How long a batch may take to fill, in milliseconds: a slow stream's frames are not held back. */
const BATCH_MS = 5;

/** How pumping ended, unless it was closed. */
export type PumpOutcome = { readonly kind: 'finished' } | { readonly kind: 'failed'; readonly error: TonearmError };

export interface FramePumpParts {
  readonly stream: OpenedStream;
  readonly generation: number;
  readonly output: AudioOutput;
  readonly clock: Clock;
  onEnd(outcome: PumpOutcome): void;
}

/** Moves one stream's frames into the output, as fast as the output gives credit. */
export class FramePump {
  readonly #stream: OpenedStream;
  readonly #generation: number;
  readonly #output: AudioOutput;
  readonly #clock: Clock;
  readonly #onEnd: (outcome: PumpOutcome) => void;
  #credit = 0;
  #sentFrames = 0;
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(parts: FramePumpParts) {
    this.#stream = parts.stream;
    this.#generation = parts.generation;
    this.#output = parts.output;
    this.#clock = parts.clock;
    this.#onEnd = parts.onEnd;
    void this.#run();
  }

  /** How much was given to the output, in milliseconds. */
  get sentMs(): number {
    return this.#sentFrames * FRAME_MS;
  }

  /** The output has room for so many more frames. */
  grant(frames: number): void {
    this.#credit += frames;
    this.#wake?.();
  }

  /** Stops and frees the stream. Nothing is told any more. */
  close(): void {
    this.#closed = true;
    this.#stream.close();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const outcome = await this.#pump();
    this.#stream.close();
    if (!this.#closed) this.#onEnd(outcome);
  }

  async #pump(): Promise<PumpOutcome> {
    try {
      for (;;) {
        if (this.#credit === 0) await this.#creditGiven();
        if (this.#closed) return { kind: 'finished' };
        const frames = await this.#nextBatch();
        if (this.#closed) return { kind: 'finished' };
        if (frames.length === 0) {
          this.#output.send({ type: 'end', generation: this.#generation });
          return { kind: 'finished' };
        }
        this.#output.send({ type: 'frames', generation: this.#generation, frames });
        this.#sentFrames += frames.length;
      }
    } catch (error) {
      return { kind: 'failed', error: asTonearmError(error) };
    }
  }

  /** At least one frame, and as many as were there without waiting; none at the end of the stream. */
  async #nextBatch(): Promise<Uint8Array[]> {
    const frames: Uint8Array[] = [];
    const flushAtMs = this.#clock.monotonic() + BATCH_MS;
    while (this.#credit > 0 && frames.length < BATCH_FRAMES) {
      const next = await this.#stream.packets.next();
      if (next.done) break;
      frames.push(next.value.data);
      this.#credit -= 1;
      if (this.#clock.monotonic() >= flushAtMs) break;
    }
    return frames;
  }

  #creditGiven(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }
}
