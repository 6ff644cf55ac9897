import type { Track } from '@tonearm/core';
import type { IndexedFile } from './indexed-file.js';
import type { MusicIndex } from './music-index.js';

/** Name of the source, as it stands in references and `artwork:` links. */
export const LOCAL = 'local';

/** The file as a track; `undefined` when it has not been read, or cannot be played. */
export function toTrack(file: IndexedFile, index: MusicIndex): Track | undefined {
  if (file.content.kind !== 'read') return undefined;
  const { title, artist, album, durationMs, isrc, gainDb } = file.content.tags;
  return {
    source: LOCAL,
    id: file.id,
    title,
    author: artist,
    ...(album !== undefined && { album }),
    url: '',
    durationMs,
    ...artworkOf(file, index),
    ...(isrc !== undefined && { isrc }),
    ...(gainDb !== undefined && { gainDb }),
  };
}

/** The link to the picture of a file, when it has one. */
export function artworkOf({ id, content }: IndexedFile, index: MusicIndex): Pick<Track, 'artworkUrl'> {
  const hasCover = content.kind === 'read' && content.tags.hasCover;
  const hasArtwork = hasCover || index.coverBeside(id) !== undefined;
  return hasArtwork ? { artworkUrl: `artwork:${LOCAL}/${toArtworkId(id)}` } : {};
}

/** Base64url: letters that mean nothing in a link, so that nobody along the way escapes them. */
function toArtworkId(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

/** The file id in an artwork id. */
export function fromArtworkId(artworkId: string): string {
  return Buffer.from(artworkId, 'base64url').toString('utf8');
}
