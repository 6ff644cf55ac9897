import { decodeText, type ListedEntry, parseM3u, parsePls, UndecodableError } from '@tonearm/core';
import { fileNameOf, isCueName } from './audio-files.js';
import { type CueSheet, parseCue } from './cue-sheet.js';
import { openInside } from './safe-path.js';
import { say } from './texts.js';

/** What stands in a list of music. */
export type ListFile =
  | { readonly kind: 'entries'; readonly entries: readonly ListedEntry[] }
  | { readonly kind: 'sheet'; readonly sheet: CueSheet };

/** Ten thousand lines of a hundred letters each, and as much again. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Reads a list below `folder`; nothing that it names is looked at.
 * @throws NotInFolder when it is not there @throws UndecodableError when it is larger than any list
 */
export async function readListFile(folder: string, path: string): Promise<ListFile> {
  const text = await readText(folder, path);
  if (isCueName(path)) return { kind: 'sheet', sheet: parseCue(text) };
  return { kind: 'entries', entries: /\.pls$/i.test(path) ? parsePls(text) : parseM3u(text) };
}

/** A small file of text. @throws NotInFolder when it is not there @throws UndecodableError when it is not small */
export async function readText(folder: string, path: string): Promise<string> {
  const file = await openInside(folder, path);
  try {
    // Read is what it had when it was opened, however fast it grows.
    if (file.sizeBytes > MOST_BYTES) throw new UndecodableError(say('list-too-large', { name: fileNameOf(path) }));
    const bytes = Buffer.alloc(file.sizeBytes);
    const { bytesRead } = await file.handle.read(bytes, 0, bytes.length, 0);
    return decodeText(bytes.subarray(0, bytesRead));
  } finally {
    await file.handle.close();
  }
}
