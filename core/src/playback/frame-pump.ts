import { asTonearmError, type TonearmError } from '../errors/tonearm-error.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { type AudioOutput, FRAME_MS } from './audio-output.js';
import type { OpenedStream } from './opened-stream.js';

/** Frames sent in one command at most, so that a thread boundary is crossed once a second and not fifty times. */
const BATCH_FRAMES = 50;
/** How long a frame waits for others, in milliseconds: those of a slow stream are not held back. The first one of a stream waits for none. */
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
  #batch: Uint8Array[] = [];
  #stopWaiting: Unsubscribe | undefined;
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

  /** Whether the output is full, so that the stream has to wait for it. */
  get waitsForRoom(): boolean {
    return this.#credit === 0;
  }

  /** The output has room for so many more frames. */
  grant(frames: number): void {
    this.#credit += frames;
    this.#wake?.();
  }

  /** Stops and frees the stream. Nothing is told any more. */
  close(): void {
    this.#closed = true;
    this.#stopWaiting?.();
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
        const next = await this.#stream.packets.next();
        if (this.#closed) return { kind: 'finished' };
        if (next.done) {
          this.#flush();
          this.#output.send({ type: 'end', generation: this.#generation });
          return { kind: 'finished' };
        }
        this.#take(next.value.data);
      }
    } catch (error) {
      if (!this.#closed) this.#flush();
      return { kind: 'failed', error: asTonearmError(error) };
    }
  }

  #take(frame: Uint8Array): void {
    this.#batch.push(frame);
    this.#credit -= 1;
    const isFirst = this.#sentFrames === 0;
    if (isFirst || this.#credit === 0 || this.#batch.length === BATCH_FRAMES) return this.#flush();
    this.#stopWaiting ??= this.#clock.after(BATCH_MS, () => this.#flush());
  }

  #flush(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    const frames = this.#batch;
    if (frames.length === 0) return;
    this.#batch = [];
    this.#sentFrames += frames.length;
    this.#output.send({ type: 'frames', generation: this.#generation, frames });
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
