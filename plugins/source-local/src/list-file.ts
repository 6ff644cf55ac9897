import { type ListedEntry, parseM3u, parsePls, UndecodableError } from '@tonearm/core';
import { fileNameOf, isCueName } from './audio-files.js';
import { type CueSheet, parseCue } from './cue-sheet.js';
import { readSmallText } from './small-text.js';
import { say } from './texts.js';

/** What stands in a list of music. */
export type ListFile =
  | { readonly kind: 'entries'; readonly entries: readonly ListedEntry[] }
  | { readonly kind: 'sheet'; readonly sheet: CueSheet };

/**
 * Reads a list below `folder`; nothing that it names is looked at.
 * @throws NotInFolder when it is not there @throws UndecodableError when it is larger than any list
 */
export async function readListFile(folder: string, path: string): Promise<ListFile> {
  const text = await readSmallText(folder, path);
  if (text === undefined) throw new UndecodableError(say('list-too-large', { name: fileNameOf(path) }));
  if (isCueName(path)) return { kind: 'sheet', sheet: parseCue(text) };
  return { kind: 'entries', entries: /\.pls$/i.test(path) ? parsePls(text) : parseM3u(text) };
}
