/** Samples of one spurt that belong together, left and right. */
interface Piece {
  readonly spurt: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

const SAMPLES_PER_MS = 48;
/** What has to be there before sound starts; each underrun asks for more. */
const FIRST_TARGET_MS = 120;
const TARGET_STEP_MS = 60;
const MOST_TARGET_MS = 480;
/** Sound this much beyond the target is dropped: the sender's clock runs faster than this one, or a page slept. */
const EXCESS_MS = 1_500;

/**
 * Evens out the arrival of sound: starts a spurt when enough has come, plays on without a gap, and starts again after
 * it ran out. Running out at the end of a spurt is no underrun, so it counts only when more of the same spurt comes.
 */
export class JitterBuffer {
  #pieces: Piece[] = [];
  #offset = 0;
  #buffered = 0;
  #playing = false;
  #targetMs = FIRST_TARGET_MS;
  /** The spurt in which sound ran out last. */
  #ranOutIn: number | null = null;
  #waitedSamples = 0;
  #lastSpurt = 0;
  underruns = 0;

  get bufferedMs(): number {
    return this.#buffered / SAMPLES_PER_MS;
  }

  push(piece: Piece): void {
    if (this.#ranOutIn === piece.spurt) {
      this.underruns++;
      this.#targetMs = Math.min(MOST_TARGET_MS, this.#targetMs + TARGET_STEP_MS);
    }
    this.#ranOutIn = null;
    this.#lastSpurt = piece.spurt;
    this.#pieces.push(piece);
    this.#buffered += piece.left.length;
    this.#waitedSamples = 0;
    while (this.bufferedMs > this.#targetMs + EXCESS_MS) this.#drop();
  }

  /** Fills both sides; what is missing is silence. Answers how many samples are sound. */
  pull(left: Float32Array, right: Float32Array): number {
    if (!this.#playing && !this.#mayStart(left.length)) return 0;
    this.#playing = true;
    let filled = 0;
    for (let piece = this.#pieces[0]; piece !== undefined && filled < left.length; piece = this.#pieces[0]) {
      const count = Math.min(left.length - filled, piece.left.length - this.#offset);
      left.set(piece.left.subarray(this.#offset, this.#offset + count), filled);
      right.set(piece.right.subarray(this.#offset, this.#offset + count), filled);
      filled += count;
      this.#offset += count;
      this.#buffered -= count;
      if (this.#offset === piece.left.length) {
        this.#pieces.shift();
        this.#offset = 0;
      }
    }
    if (filled < left.length) {
      this.#playing = false;
      this.#ranOutIn = this.#lastSpurt;
    }
    return filled;
  }

  clear(): void {
    this.#pieces = [];
    this.#offset = 0;
    this.#buffered = 0;
    this.#playing = false;
    this.#ranOutIn = null;
  }

  /** Enough is there; or less, when nothing more has come for as long as the target is: a short sound ends too. */
  #mayStart(samples: number): boolean {
    if (this.#buffered === 0) return false;
    this.#waitedSamples += samples;
    return this.bufferedMs >= this.#targetMs || this.#waitedSamples >= this.#targetMs * SAMPLES_PER_MS;
  }

  #drop(): void {
    const piece = this.#pieces.shift();
    this.#buffered -= (piece?.left.length ?? 0) - this.#offset;
    this.#offset = 0;
  }
}
