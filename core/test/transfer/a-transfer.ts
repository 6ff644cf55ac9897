import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import type { ByteRange, FetchedPart, Transfer } from '../../src/transfer/transfer.js';

/** What is answered: the bytes to give, and then perhaps how it breaks. */
export interface Answer {
  readonly bytes: Buffer;
  readonly from?: number;
  readonly totalBytes?: number | null;
  readonly validator?: string;
  readonly breaks?: Error;
}

/** A transfer over a table of addresses, which notes what it is asked for. */
export interface TableTransfer extends Transfer {
  readonly clock: FakeClock;
  readonly asked: readonly string[];
  /** How many answers have been neither read to the end nor closed. */
  readonly open: number;
}

/** @param answer is asked for each fetch; what it throws is thrown */
export function aTransfer(answer: (path: string, range: ByteRange | undefined) => Answer): TableTransfer {
  const asked: string[] = [];
  const open = new Set<object>();
  const clock = new FakeClock();
  const transfer: TableTransfer = {
    source: 'stand-in',
    clock,
    listBytes: 1_000_000,
    asked,
    get open() {
      return open.size;
    },
    nameOf: () => 'The stand-in',
    fails: (_, what, options) => new SourceUnavailableError('stand-in', `The stand-in ${what}`, options),
    fetch: async (url, { signal, range }): Promise<FetchedPart> => {
      signal.throwIfAborted();
      const path = `${url.pathname}${url.search}`;
      asked.push(range ? `${path} ${range.from}-${range.to ?? ''}` : path);
      const { bytes, from = range?.from ?? 0, totalBytes = null, validator, breaks } = answer(path, range);
      const mark = {};
      open.add(mark);
      return {
        url,
        from,
        length: bytes.length,
        totalBytes,
        ...(validator !== undefined && { validator }),
        bytes: given(bytes, breaks, () => open.delete(mark)),
        close: () => void open.delete(mark),
      };
    },
  };
  return transfer;
}

async function* given(bytes: Buffer, breaks: Error | undefined, close: () => void): AsyncGenerator<Buffer> {
  try {
    if (bytes.length > 0) yield bytes;
    if (breaks) throw breaks;
  } finally {
    close();
  }
}

export const brokenOff = () => new SourceUnavailableError('stand-in', 'It has broken off.');
export const refused = () => new TrackUnavailableError('stand-in', 'That address has expired.');

/** All the bytes; time passes as fast as it is waited for. */
export async function readAll(bytes: AsyncIterable<Buffer>, clock: FakeClock): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let done = false;
  const reading = (async () => {
    try {
      for await (const chunk of bytes) chunks.push(chunk);
    } finally {
      done = true;
    }
  })();
  reading.catch(() => {});
  while (!done) await clock.advance(1_000);
  await reading;
  return Buffer.concat(chunks);
}
