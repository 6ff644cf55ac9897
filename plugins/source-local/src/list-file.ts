import { type ListedEntry, parseM3u, parsePls, UndecodableError } from '@tonearm/core';
import { fileNameOf, isCueName } from './audio-files.js';
import { type CueSheet, parseCue } from './cue-sheet.js';
import type { MusicIndex } from './music-index.js';
import { NotInFolder } from './safe-path.js';
import { readSmallText } from './small-text.js';
import { say } from './texts.js';

/** What stands in a list of music. */
export type ListFile =
  | { readonly kind: 'entries'; readonly entries: readonly ListedEntry[] }
  | { readonly kind: 'sheet'; readonly sheet: CueSheet };

/**
 * What the list with this id says; nothing that it names is looked at. `undefined` when there is no such list.
 * @throws UndecodableError when it is larger than any list
 */
export async function findList(index: MusicIndex, id: string): Promise<ListFile | undefined> {
  const path = index.collections.listPath(id);
  if (path === undefined) return undefined;
  try {
    return await readListFile(index.folder, path);
  } catch (error) {
    if (error instanceof NotInFolder) return undefined;
    throw error;
  }
}

async function readListFile(folder: string, path: string): Promise<ListFile> {
  const text = await readSmallText(folder, path);
  if (text === undefined) throw new UndecodableError(say('list-too-large', { name: fileNameOf(path) }));
  if (isCueName(path)) return { kind: 'sheet', sheet: parseCue(text) };
  return { kind: 'entries', entries: /\.pls$/i.test(path) ? parsePls(text) : parseM3u(text) };
}
