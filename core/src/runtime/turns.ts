/** Lets what belongs together happen one after the other: one thing at a time under each key, in the order of asking. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does this when everything before it under the same key is over, however that ended. */
  run<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(act, act);
    const over = turn
      .catch(() => {})
      .then(() => {
        if (this.#last.get(key) === over) this.#last.delete(key);
      });
    this.#last.set(key, over);
    return turn;
  }

  /** Keys under which something is being done or waits. */
  get size(): number {
    return this.#last.size;
  }
}
