import type { FetchedPart } from './transfer.js';

/**
 * All of it, when there is no more than that. What is too long is not read to its end.
 * @throws what `tooLong` makes
 */
export async function readWhole(
  bytes: AsyncIterable<Buffer>,
  mostBytes: number,
  tooLong: () => Error,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > mostBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The first bytes, so many at most. The rest is not read, and the file closed. */
export async function readHead(
  { bytes, close }: Pick<FetchedPart, 'bytes' | 'close'>,
  length: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let left = length;
  try {
    for await (const chunk of bytes) {
      chunks.push(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) break;
    }
  } finally {
    close();
  }
  return Buffer.concat(chunks);
}

/**
 * The text that somebody once wrote: by its byte order mark, else UTF-8, else what was written before, Windows 1252 (which holds
 * all letters of Latin 1). Every sequence of bytes is some text.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
