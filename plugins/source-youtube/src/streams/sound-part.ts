import { type ByteRange, type FetchedPart, recogniseContainer, type Transfer } from '@tonearm/core';
import { AddressFault } from './address-fault.js';
import { expiryOf, type SoundFormat } from './formats.js';
import { sayOfWay } from './way-texts.js';

/** An address is not asked in its last moments. */
const LAST_MS = 20_000;
const SNIFFED_BYTES = 64;

/**
 * Opens a range of a file of sound. Whoever opens it reads its bytes or closes it.
 * @throws AddressFault when the address is over, or has something else; SourceUnavailableError for the troubles of a network
 */
export async function openPart(
  format: SoundFormat,
  range: ByteRange,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<FetchedPart> {
  const { url, totalBytes } = format;
  const expiresAtMs = expiryOf(url);
  if (expiresAtMs !== null && expiresAtMs - LAST_MS < transfer.clock.now())
    throw new AddressFault('expired', sayOfWay('address-expired'));
  const part = await transfer.fetch(url, { signal, range });
  const isAsLong = totalBytes === null || part.totalBytes === null || part.totalBytes === totalBytes;
  if (part.from === range.from && isAsLong) return range.from > 0 ? part : { ...part, bytes: sounding(part, format) };
  part.close();
  throw new AddressFault('other-file', sayOfWay('other-bytes'));
}

/** The same, with its first bytes here: an answer alone is no sound yet. */
export async function openFlowingPart(...wanted: Parameters<typeof openPart>): Promise<FetchedPart> {
  const part = await openPart(...wanted);
  const first = await part.bytes.next();
  if (first.done) {
    part.close();
    throw new AddressFault('not-sound', sayOfWay('sends-nothing'));
  }
  return { ...part, bytes: withFirst(first.value, part.bytes) };
}

/** What is no sound by its first bytes is told at once, whatever the server calls it. */
async function* sounding({ bytes, url }: FetchedPart, { kind }: SoundFormat): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head.length >= SNIFFED_BYTES) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < SNIFFED_BYTES) continue;
    const expected = kind === 'opus' ? 'matroska' : 'mp4';
    if (recogniseContainer(head)?.name !== expected)
      throw new AddressFault('not-sound', sayOfWay('no-sound-there', { host: url.hostname }));
    yield head;
  }
  if (head.length < SNIFFED_BYTES) throw new AddressFault('not-sound', sayOfWay('sends-little'));
}

async function* withFirst(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
