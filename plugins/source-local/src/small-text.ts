import { decodeText } from '@tonearm/core';
import { openInside } from './safe-path.js';

/** Ten thousand lines of a hundred letters each, and as much again. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * A text file below `folder`, in whatever encoding it was written; `undefined` when it is too large to be read.
 * @throws NotInFolder when it is not there
 */
export async function readSmallText(folder: string, path: string): Promise<string | undefined> {
  const file = await openInside(folder, path);
  try {
    if (file.sizeBytes > MOST_BYTES) return undefined;
    // What it had when it was opened, however fast it grows.
    const bytes = Buffer.alloc(file.sizeBytes);
    const { bytesRead } = await file.handle.read(bytes, 0, bytes.length, 0);
    return decodeText(bytes.subarray(0, bytesRead));
  } finally {
    await file.handle.close();
  }
}
