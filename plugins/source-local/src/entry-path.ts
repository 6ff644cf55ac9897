import { posix } from 'node:path';
import { folderOf } from './audio-files.js';
import { toPathId } from './safe-path.js';

/** `http:`, `file:`; a drive letter, too, is no part of the folder. */
const SCHEME_OR_DRIVE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * The id of the file that an entry of a list leads to, relative to the list; `undefined` for what leads elsewhere:
 * absolute paths, drives, shares, links of any kind, and whatever climbs out of the music folder.
 */
export function entryPath(listId: string, location: string): string | undefined {
  const path = location.trim().replaceAll('\\', '/');
  if (path === '' || path.startsWith('/') || SCHEME_OR_DRIVE.test(path)) return undefined;
  const below = posix.normalize(posix.join(folderOf(listId), path));
  return below === '.' || below.endsWith('/') ? undefined : toPathId(below);
}
