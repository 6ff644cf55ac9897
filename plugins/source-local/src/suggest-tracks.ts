import type { Suggestion, Track } from '@tonearm/core';
import { type CollectionWord, readCollectionId } from './collection-id.js';
import { COLLECTION_KINDS, type Collection, type CollectionKind } from './collections.js';
import { foldersOf } from './folder-playlist.js';
import { wordsOf } from './fold-text.js';
import type { MusicIndex } from './music-index.js';
import { inNaturalOrder } from './natural-order.js';
import { readQuery } from './read-query.js';
import { LOCAL, toTrack } from './to-track.js';

const MOST = 25;
const MAX_LENGTH = 100;
const MOST_COLLECTIONS = 5;

/** How each kind is marked, and what stands before its name in a query. */
const MARKS: Readonly<Record<CollectionKind, { readonly sign: string; readonly word: CollectionWord }>> = {
  album: { sign: '💿', word: 'album' },
  artist: { sign: '👤', word: 'artist' },
  list: { sign: '📜', word: 'playlist' },
};

/**
 * Completes what is being typed, from what has been read: tracks, then albums, artists and lists, each with its mark. With
 * `album:`, `artist:`, `playlist:` or `folder:` before it, those alone; with nothing typed, some of what there is.
 */
export function suggestTracks(index: MusicIndex, prefix: string): readonly Suggestion[] {
  const text = prefix.trim().replace(/^local:\s*/i, '');
  const folder = /^folder:\s*(.*)$/i.exec(text)?.[1];
  if (folder !== undefined) return suggestFolders(index, folder);
  const asked = readCollectionId(readQuery(text)?.id ?? '');
  if (asked) return suggestCollections(index, [asked.kind], asked.name, MOST);
  const collections = text === '' ? [] : suggestCollections(index, COLLECTION_KINDS, text, MOST_COLLECTIONS);
  const files = text === '' ? inNaturalOrder(firstRead(index)) : index.search(text, MOST);
  const tracks = files.flatMap((file) => {
    const track = toTrack(file, index);
    return track === undefined ? [] : { label: labelOf(track), query: queryOf(track) };
  });
  return [...tracks.slice(0, MOST - collections.length), ...collections];
}

/** Those whose paths have all of these words, or their beginnings. A path that is too long to be asked for is left out. */
function suggestFolders(index: MusicIndex, text: string): readonly Suggestion[] {
  const asked = wordsOf(text);
  return foldersOf(index)
    .filter((path) => {
      const words = wordsOf(path);
      return asked.every((word) => words.some((it) => it.startsWith(word)));
    })
    .map((path) => ({ label: shorten(`📁 ${path}`), query: `${LOCAL}:folder:${path}` }))
    .filter(({ query }) => query.length <= MAX_LENGTH)
    .slice(0, MOST);
}

function suggestCollections(
  index: MusicIndex,
  kinds: readonly CollectionKind[],
  text: string,
  most: number,
): readonly Suggestion[] {
  return kinds
    .flatMap((kind) => index.collections.find(kind, text, most))
    .slice(0, most)
    .map((found) => ({
      label: shorten(`${MARKS[found.kind].sign} ${nameOf(found)}`),
      query: shorten(`${LOCAL}:${MARKS[found.kind].word}:${found.kind === 'list' ? found.ids[0] : nameOf(found)}`, ''),
    }));
}

function nameOf({ title, by }: Collection): string {
  return by === '' ? title : `${title} · ${by}`;
}

function firstRead(index: MusicIndex) {
  return index
    .files()
    .filter(({ content }) => content.kind === 'read')
    .slice(0, MOST);
}

function labelOf({ title, author }: Track): string {
  return shorten(author === '' ? title : `${title} · ${author}`);
}

/** The path where it fits, since it names exactly this track; else words that find it. */
function queryOf({ id, title, author }: Track): string {
  const path = `${LOCAL}:${id}`;
  const exact = path.length <= MAX_LENGTH && readQuery(path)?.id === id;
  return exact ? path : shorten(`${LOCAL}:${title} ${author}`.trim(), '');
}

/** At most 100 characters, with no half of a surrogate pair at the end. */
function shorten(text: string, ellipsis = '…'): string {
  if (text.length <= MAX_LENGTH) return text;
  return text.slice(0, MAX_LENGTH - ellipsis.length).replace(/[\ud800-\udbff]$/, '') + ellipsis;
}
