import {
  type Logger,
  type Playlist,
  type Reference,
  type SourceContext,
  type Track,
  UndecodableError,
} from '@tonearm/core';
import { bareNameOf, fileNameOf } from './audio-files.js';
import { cueTracks } from './cue-tracks.js';
import { entryPaths } from './entry-path.js';
import { findList } from './list-file.js';
import type { MusicIndex } from './music-index.js';
import { pageAt } from './pages.js';
import { say } from './texts.js';
import { LOCAL, toTrack } from './to-track.js';

/**
 * A page of what a list in the folder names, in its order. What is not in the folder is left out, and counted in the log;
 * a list in a list is not followed, so none can contain itself. `undefined` when there is no such list.
 * @throws UndecodableError when nothing is left, or the list is too large
 */
export async function listPlaylist(
  index: MusicIndex,
  id: string,
  { cursor, signal, report }: SourceContext,
  logger: Logger,
): Promise<Playlist | undefined> {
  const list = await findList(index, id);
  if (list === undefined) return undefined;
  signal.throwIfAborted();
  const items: readonly (Track | Reference)[] =
    list.kind === 'sheet' ? await cueTracks(index, id, list.sheet) : filesOf(index, id, list.entries);
  const named = list.kind === 'sheet' ? list.sheet.tracks.length : list.entries.length;
  if (items.length < named && cursor === undefined) {
    logger.info('Some entries of a playlist are not in the music folder', { list: id, missing: named - items.length });
  }
  if (items.length === 0) throw new UndecodableError(say('list-empty', { name: fileNameOf(id) }));
  const { page, next } = pageAt(items, cursor);
  const read: (Track | Reference)[] = [];
  for (const [done, item] of page.entries()) {
    signal.throwIfAborted();
    report('loading-playlist', done / page.length);
    read.push('title' in item ? item : await readItem(index, item));
  }
  const title = (list.kind === 'sheet' && list.sheet.title) || bareNameOf(id);
  return { title, url: '', trackCount: items.length, items: read, ...(next !== undefined && { next }) };
}

function filesOf(
  index: MusicIndex,
  listId: string,
  entries: readonly { readonly location: string }[],
): readonly Reference[] {
  return entries.flatMap(({ location }) => {
    const id = entryPaths({ listId, folder: index.folder }, location).find((path) => index.find(path));
    return id === undefined ? [] : [{ source: LOCAL, kind: 'track', id }];
  });
}

/** As a whole where it can be played; else as a reference, so that who looks it up when its turn comes is told why. */
async function readItem(index: MusicIndex, item: Reference): Promise<Track | Reference> {
  const file = await index.read(item.id);
  return (file && toTrack(file, index)) ?? item;
}
