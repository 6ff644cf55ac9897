/** Bytes that can be looked at before they are read. */
export class Peekable {
  readonly #bytes: AsyncGenerator<Buffer>;
  #peeked: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(bytes: AsyncGenerator<Buffer>) {
    this.#bytes = bytes;
  }

  /** The first bytes, at least so many unless there are fewer. */
  async peek(length: number): Promise<Buffer> {
    const chunks = [this.#peeked];
    let have = this.#peeked.length;
    while (have < length && !this.#ended) {
      const next = await this.#bytes.next();
      if (next.done) this.#ended = true;
      else {
        chunks.push(next.value);
        have += next.value.length;
      }
    }
    this.#peeked = Buffer.concat(chunks);
    return this.#peeked;
  }

  /** All of them, those that were looked at included. To be called once. */
  async *read(): AsyncGenerator<Buffer> {
    try {
      const first = this.#peeked;
      this.#peeked = Buffer.alloc(0);
      if (first.length > 0) yield first;
      if (!this.#ended) yield* this.#bytes;
    } finally {
      await this.#bytes.return(undefined);
    }
  }
}
