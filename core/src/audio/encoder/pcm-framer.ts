import { FRAME_SAMPLES } from '../opus-packet.js';

/** Two channels of 16 bits. */
const SAMPLE_BYTES = 4;
/** Bytes of the samples of one packet. */
export const FRAME_BYTES = FRAME_SAMPLES * SAMPLE_BYTES;

/** Cuts samples, as they come, into frames of 20 ms. */
export class PcmFramer {
  readonly #rest = new Uint8Array(FRAME_BYTES);
  #restLength = 0;

  /** The frames that are complete. They are views, good until the next call. */
  *push(pcm: Uint8Array): Generator<Uint8Array> {
    let from = 0;
    if (this.#restLength > 0) {
      from = Math.min(pcm.length, FRAME_BYTES - this.#restLength);
      this.#rest.set(pcm.subarray(0, from), this.#restLength);
      this.#restLength += from;
      if (this.#restLength < FRAME_BYTES) return;
      this.#restLength = 0;
      yield this.#rest;
    }
    for (; from + FRAME_BYTES <= pcm.length; from += FRAME_BYTES) yield pcm.subarray(from, from + FRAME_BYTES);
    this.#restLength = pcm.length - from;
    this.#rest.set(pcm.subarray(from));
  }

  /**
   * What is left at the end, filled up with silence; nothing when it is less than half a frame. So a stream has the number
   * of frames that is nearest to its length, as a stream that passes through has (see `PlayedRange`).
   */
  end(): Uint8Array | undefined {
    if (this.#restLength < FRAME_BYTES / 2) return undefined;
    this.#rest.fill(0, this.#restLength);
    return this.#rest;
  }
}
