import type { Track } from '@tonearm/core';
import { folderOf } from './audio-files.js';
import { foldText } from './fold-text.js';
import type { IndexedFile } from './indexed-file.js';
import type { MusicIndex } from './music-index.js';
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
  const files = index.inOrder().filter(({ content }) => content.kind === 'read');
  const at = files.findIndex((file) => file.id === id);
  const seed = files[at];
  if (seed === undefined) return [];
  const following = [...files.slice(at + 1), ...files.slice(0, at)];
  const nearness = nearnessTo(seed);
  const ranked = following.map((file) => ({ file, nearness: nearness(file) }));
  const nearest = ranked.toSorted((one, other) => one.nearness - other.nearness).slice(0, MOST);
  return nearest.flatMap(({ file }) => toTrack(file, index) ?? []);
}

function nearnessTo(seed: IndexedFile): (file: IndexedFile) => number {
  const fold = folding();
  const [folder, album, artist] = [folderOf(seed.id), fold(albumOf(seed)), fold(artistOf(seed))];
  return (file) => {
    const isInFolder = folderOf(file.id) === folder;
    if (isInFolder && album !== '' && fold(albumOf(file)) === album) return NEARNESS.sameAlbum;
    if (artist !== '' && fold(artistOf(file)) === artist) return NEARNESS.sameArtist;
    return isInFolder && folder !== '' ? NEARNESS.sameFolder : NEARNESS.elsewhere;
  };
}

/** Ten thousand files have a few hundred artists. */
function folding(): (text: string) => string {
  const folded = new Map<string, string>();
  return (text) => {
    const known = folded.get(text) ?? foldText(text);
    folded.set(text, known);
    return known;
  };
}

function albumOf({ content }: IndexedFile): string {
  return content.kind === 'read' ? (content.tags.album ?? '') : '';
}

function artistOf({ content }: IndexedFile): string {
  return content.kind === 'read' ? content.tags.artist : '';
}
