import type { Playlist, Reference, SourceContext, Track } from '@tonearm/core';
import { fileNameOf, folderOf } from './audio-files.js';
import { foldText } from './fold-text.js';
import type { IndexedFile } from './indexed-file.js';
import type { MusicIndex } from './music-index.js';
import { Pace } from './pace.js';
import { pageAt } from './pages.js';
import { TOP_FOLDER } from './safe-path.js';
import { toTrack } from './to-track.js';

/**
 * A page of all music in a folder and the folders in it. A file that cannot be played stays in the list as a bare
 * reference, so that who looks it up when its turn comes is told why. `undefined` when there is no music.
 */
export async function folderPlaylist(
  index: MusicIndex,
  id: string,
  context: SourceContext,
): Promise<Playlist | undefined> {
  const folder = findFolder(index, id);
  if (folder === undefined) return undefined;
  await readAll(index, filesIn(index, folder), context);
  const files = filesIn(index, folder);
  const { page, next } = pageAt(files, context.cursor);
  if (page.length === 0) return undefined;
  return {
    title: folder === TOP_FOLDER ? 'All music' : fileNameOf(folder),
    url: '',
    trackCount: files.length,
    items: page.map((file) => toItem(file, index)),
    ...(next !== undefined && { next }),
  };
}

/** The folder of that path, or else one whose path or name is the same but for case and accents. */
function findFolder(index: MusicIndex, id: string): string | undefined {
  if (id === TOP_FOLDER || filesIn(index, id).length > 0) return id;
  const folders = foldersOf(index);
  const folded = foldText(id);
  return (
    folders.find((folder) => foldText(folder) === folded) ??
    folders.find((folder) => foldText(fileNameOf(folder)) === folded)
  );
}

/** All folders that there is music in, or below, in the order of their paths. */
export function foldersOf(index: MusicIndex): readonly string[] {
  const holding = new Set(index.files().map((file) => folderOf(file.id)));
  return [...new Set([...holding].flatMap(withFoldersAbove))].sort();
}

function withFoldersAbove(folder: string): string[] {
  return folder === '' ? [] : [folder, ...withFoldersAbove(folderOf(folder))];
}

/** In their natural order. */
function filesIn(index: MusicIndex, folder: string): readonly IndexedFile[] {
  return folder === TOP_FOLDER ? index.inOrder() : index.inOrder().filter((file) => file.id.startsWith(`${folder}/`));
}

/** Their order is in their tags, so those which the background has not got to are read now. */
async function readAll(
  index: MusicIndex,
  files: readonly IndexedFile[],
  { signal, report }: SourceContext,
): Promise<void> {
  const pace = new Pace();
  for (const [done, { id }] of files.entries()) {
    signal.throwIfAborted();
    report('loading-playlist', done / files.length);
    await index.read(id);
    await pace.step();
  }
}

function toItem(file: IndexedFile, index: MusicIndex): Track | Reference {
  return toTrack(file, index) ?? { source: 'local', kind: 'track', id: file.id };
}
