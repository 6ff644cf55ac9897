/** What each entry has come to so far, word by word of what is asked for. Slots are numbers below `size`. */
export class Tally {
  readonly #scores: Float64Array;
  readonly #words: Uint8Array;
  /** The most that the word being counted is worth in an entry, and which word that was. */
  readonly #ofWord: Float64Array;
  readonly #lastWord: Uint8Array;
  readonly #met: number[] = [];
  #word = 0;
  #mostWords = 0;

  constructor(size: number) {
    this.#scores = new Float64Array(size);
    this.#words = new Uint8Array(size);
    this.#ofWord = new Float64Array(size);
    this.#lastWord = new Uint8Array(size);
  }

  /** Slots that have any of the words. */
  get slots(): readonly number[] {
    return this.#met;
  }

  /** How many of the words the best has. */
  get mostWords(): number {
    return this.#mostWords;
  }

  nextWord(): void {
    this.#word += 1;
  }

  /** Counts what may be the word; of several, the best. */
  add(slot: number, score: number): void {
    if (this.#lastWord[slot] !== this.#word) {
      if (this.#lastWord[slot] === 0) this.#met.push(slot);
      this.#lastWord[slot] = this.#word;
      this.#ofWord[slot] = 0;
      const words = this.wordsOf(slot) + 1;
      this.#words[slot] = words;
      if (words > this.#mostWords) this.#mostWords = words;
    }
    const before = this.#ofWord[slot] ?? 0;
    if (score <= before) return;
    this.#ofWord[slot] = score;
    this.#scores[slot] = this.scoreOf(slot) + score - before;
  }

  wordsOf(slot: number): number {
    return this.#words[slot] ?? 0;
  }

  scoreOf(slot: number): number {
    return this.#scores[slot] ?? 0;
  }
}
