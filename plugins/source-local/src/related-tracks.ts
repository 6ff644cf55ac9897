import type { Track } from '@tonearm/core';
import { folderOf } from './audio-files.js';
import { foldText } from './fold-text.js';
import type { IndexedFile } from './indexed-file.js';
import type { MusicIndex } from './music-index.js';
import { inNaturalOrder } from './natural-order.js';
import { toTrack } from './to-track.js';

/** More than a session remembers, so that there is something it has not played lately. */
const MOST = 100;

/** How near another file is; the nearest come first. */
const NEARNESS = { sameAlbum: 0, sameArtist: 1, sameFolder: 2, elsewhere: 3 } as const;

/**
 * What may follow a track: the rest of its album, then its artist, then its folder, then all other music. Each begins
 * behind the track and comes around to the front, so that an album goes on where it was.
 */
export function relatedTracks(index: MusicIndex, { id }: Track): readonly Track[] {
  const files = inNaturalOrder(index.files().filter(({ content }) => content.kind === 'read'));
  const at = files.findIndex((file) => file.id === id);
  const seed = files[at];
  if (seed === undefined) return [];
  const following = [...files.slice(at + 1), ...files.slice(0, at)];
  const ranked = following.map((file) => ({ file, nearness: nearnessOf(seed, file) }));
  const nearest = ranked.toSorted((one, other) => one.nearness - other.nearness).slice(0, MOST);
  return nearest.flatMap(({ file }) => toTrack(file, index) ?? []);
}

function nearnessOf(seed: IndexedFile, file: IndexedFile): number {
  const isInFolder = folderOf(seed.id) === folderOf(file.id);
  if (isInFolder && albumOf(seed) !== '' && albumOf(seed) === albumOf(file)) return NEARNESS.sameAlbum;
  if (artistOf(seed) !== '' && artistOf(seed) === artistOf(file)) return NEARNESS.sameArtist;
  return isInFolder && folderOf(seed.id) !== '' ? NEARNESS.sameFolder : NEARNESS.elsewhere;
}

function albumOf({ content }: IndexedFile): string {
  return content.kind === 'read' ? foldText(content.tags.album ?? '') : '';
}

function artistOf({ content }: IndexedFile): string {
  return content.kind === 'read' ? foldText(content.tags.artist) : '';
}
