import type { Readable } from 'node:stream';
import type { Clock } from '../runtime/clock.js';

/** What a body is read with. */
export interface BodyReading {
  readonly clock: Clock;
  /** How long it may be silent while more is asked for, in milliseconds. */
  readonly silenceMs: number;
  /** The error of a sender that was silent for so long. */
  silent(): Error;
  /** What a failure on the way is thrown as. */
  failed(error: unknown): unknown;
}

/** The bytes of a body. Waiting for the next ones has an end; not asking for them has none. */
export async function* bodyBytes(body: Readable, reading: BodyReading): AsyncGenerator<Buffer> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const stop = reading.clock.after(reading.silenceMs, () => void body.destroy(reading.silent()));
      const next = await chunks.next().finally(stop);
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw reading.failed(error);
  } finally {
    body.destroy();
  }
}
