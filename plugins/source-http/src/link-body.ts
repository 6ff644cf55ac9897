import type { Readable } from 'node:stream';
import type { Clock } from '@tonearm/core';
import { hostFails, networkError } from './link-errors.js';

/** What a body is read with. */
export interface BodyReading {
  readonly host: string;
  readonly clock: Clock;
  readonly silenceMs: number;
}

/** The bytes of a body. Waiting for the next ones has an end; not asking for them has none. */
export async function* bodyBytes(body: Readable, { host, clock, silenceMs }: BodyReading): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const stop = clock.after(silenceMs, () => void body.destroy(hostFails(host, 'sends nothing any more.')));
      const next = await chunks.next().finally(stop);
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw networkError(host, error);
  } finally {
    body.destroy();
  }
}

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
