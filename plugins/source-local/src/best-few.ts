/** The few best of many, of which most are not even compared. */
export class BestFew {
  readonly #limit: number;
  readonly #sorted: { readonly id: string; readonly score: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(id: string, score: number): void {
    const last = this.#sorted.at(-1);
    if (this.#sorted.length >= this.#limit && last !== undefined && score <= last.score) return;
    let at = this.#sorted.length;
    while (at > 0 && score > (this.#sorted[at - 1]?.score ?? 0)) at -= 1;
    this.#sorted.splice(at, 0, { id, score });
    if (this.#sorted.length > this.#limit) this.#sorted.pop();
  }

  /** Best first; of equals, the one that was added first. */
  ids(): readonly string[] {
    return this.#sorted.map(({ id }) => id);
  }
}
