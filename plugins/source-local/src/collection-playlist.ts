import type { Playlist, Reference, SourceContext, Track } from '@tonearm/core';
import type { Collection } from './collections.js';
import type { IndexedFile } from './indexed-file.js';
import type { MusicIndex } from './music-index.js';
import { inAlbumOrder } from './natural-order.js';
import { pageAt } from './pages.js';
import { toTrack } from './to-track.js';

/**
 * A page of an album or of all that an artist plays, album by album, each by disc and track number. The tracks of one
 * album are as loud as the album says, so that its quiet ones stay quieter than its loud ones.
 */
export function collectionPlaylist(
  index: MusicIndex,
  found: Collection,
  { cursor }: SourceContext,
): Playlist | undefined {
  const files = inAlbumOrder(found.ids.flatMap((id) => index.find(id) ?? []));
  const { page, next } = pageAt(files, cursor);
  const items = page.flatMap((file): readonly (Track | Reference)[] => {
    const track = toTrack(file, index);
    return track === undefined ? [] : [found.kind === 'album' ? asOfAlbum(track, file) : track];
  });
  if (items.length === 0) return undefined;
  const title = found.by === '' ? found.title : `${found.title} · ${found.by}`;
  return { title, url: '', trackCount: files.length, items, ...(next !== undefined && { next }) };
}

function asOfAlbum(track: Track, { content }: IndexedFile): Track {
  const gainDb = content.kind === 'read' ? content.tags.albumGainDb : undefined;
  return gainDb === undefined ? track : { ...track, gainDb };
}
