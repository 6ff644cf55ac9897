/**
 * Counts the typing errors between a word and others: letters too many, missing, wrong, or swapped with their neighbour. It is
 * asked for thousands of words in a row, so it keeps its rows and ends as soon as there are too many.
 */
export class TypingErrors {
  readonly #word: string;
  readonly #most: number;
  /** Errors between the beginnings of both, row by row of the other word. */
  #older: Uint8Array;
  #above: Uint8Array;
  #row: Uint8Array;

  /** @param word of at most 100 letters @param most where counting ends */
  constructor(word: string, most: number) {
    this.#word = word;
    this.#most = most;
    this.#older = new Uint8Array(word.length + 1);
    this.#above = new Uint8Array(word.length + 1);
    this.#row = new Uint8Array(word.length + 1);
  }

  /** How many lie between the two; `undefined` when they are too many. */
  between(other: string): number | undefined {
    const { length } = this.#word;
    const most = this.#most;
    if (Math.abs(length - other.length) > most) return undefined;
    for (let at = 0; at <= length; at++) this.#above[at] = at;
    for (let at = 1; at <= other.length; at++) {
      if (this.#fillRow(other, at) > most) return undefined;
      [this.#older, this.#above, this.#row] = [this.#above, this.#row, this.#older];
    }
    const errors = this.#above[length] ?? 0;
    return errors > most ? undefined : errors;
  }

  /** @returns the least of the row: there will be no fewer */
  #fillRow(other: string, row: number): number {
    const [word, older, above, current] = [this.#word, this.#older, this.#above, this.#row];
    const letter = other.charCodeAt(row - 1);
    const before = row > 1 ? other.charCodeAt(row - 2) : -1;
    current[0] = row;
    let left = row;
    let least = row;
    for (let at = 1; at <= word.length; at++) {
      const own = word.charCodeAt(at - 1);
      const changed = (above[at - 1] ?? 0) + (own === letter ? 0 : 1);
      let errors = Math.min(changed, (above[at] ?? 0) + 1, left + 1);
      if (at > 1 && own === before && word.charCodeAt(at - 2) === letter) {
        errors = Math.min(errors, (older[at - 2] ?? 0) + 1);
      }
      current[at] = left = errors;
      if (errors < least) least = errors;
    }
    return least;
  }
}
