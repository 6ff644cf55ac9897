/**
 * Decides which packets of one stream are played.
 *
 * The true sound of an Opus stream begins `preSkip` samples into its packets and ends at a sample that the container
 * names; whole packets are all we can leave out without decoding. So each stream is given the number of packets that
 * is nearest to its true length: a packet of which at least half lies in the pre-skip is left out, and so is a last
 * packet when what was played is nearer to the true length without it. A joint between two streams is therefore at
 * most 10 ms too long or too short. Encoders' usual pre-skip of 6.5 ms leaves out nothing at the start: the first
 * packets then do what pre-skip is for, they let the decoder converge.
 */
export class PlayedRange {
  readonly #preSkip: number;
  #position = 0;
  #played = 0;

  constructor(preSkip: number) {
    this.#preSkip = preSkip;
  }

  /** Samples seen so far, played or not. */
  get position(): number {
    return this.#position;
  }

  /** Whether the next packet, `samples` long, is played; `endsAt` is where the sound ends, counted with the pre-skip. */
  admits(samples: number, endsAt = Number.POSITIVE_INFINITY): boolean {
    const startsAt = this.#position;
    this.#position += samples;
    if (startsAt + samples / 2 <= this.#preSkip) return false;
    if (this.#played + samples / 2 > endsAt - this.#preSkip) return false;
    this.#played += samples;
    return true;
  }
}
