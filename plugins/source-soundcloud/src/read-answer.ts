import { decodeText, readWhole, type Transfer } from '@tonearm/core';
import { garbled } from './errors.js';

/** Sets of thousands of tracks take a few hundred kilobytes, and the site's scripts a megabyte. */
const MOST_BYTES = 8_000_000;

/** A whole answer as text. @throws SourceUnavailableError when it is longer than anything of SoundCloud's */
export async function readText(transfer: Transfer, url: URL, signal: AbortSignal): Promise<string> {
  const part = await transfer.fetch(url, { signal });
  try {
    return decodeText(await readWhole(part.bytes, MOST_BYTES, () => garbled()));
  } finally {
    part.close();
  }
}

/** A whole answer as the JSON it is. @throws SourceUnavailableError when it is none */
export async function readJson(transfer: Transfer, url: URL, signal: AbortSignal): Promise<unknown> {
  const text = await readText(transfer, url, signal);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw garbled(cause);
  }
}
