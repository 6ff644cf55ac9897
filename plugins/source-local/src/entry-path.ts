import { posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf } from './audio-files.js';
import { toPathId } from './safe-path.js';

/** `http:`, `concat:`; a drive letter, too. */
const SCHEME_OR_DRIVE = /^[a-z][a-z0-9+.-]*:/i;
const LOCAL_FILE = /^file:\/\//i;
/** `//server/share` is another machine. */
const ABSOLUTE = /^(?:[a-z]:)?\/(?!\/)/i;

/** Where a list lies: its id, and the path of the music folder. */
export interface ListPlace {
  readonly listId: string;
  readonly folder: string;
}

/**
 * The ids of the files that an entry of a list may mean, the likelier first: relative to the list, or absolute (`/music/a.mp3`,
 * `file:///music/a.mp3`) below the very folder. None for what leads elsewhere: other absolute paths, shares, links of any kind, and
 * whatever climbs out of the music folder.
 */
export function entryPaths({ listId, folder }: ListPlace, location: string): readonly string[] {
  const entry = location.trim();
  const absolute = absolutePath(entry);
  if (absolute !== undefined) return pathIds(belowFolder(folder, absolute));
  const path = slashes(entry);
  if (path === '' || path.startsWith('/') || SCHEME_OR_DRIVE.test(path)) return [];
  const below = pathIds(posix.join(folderOf(listId), path));
  // Some players write links (`One%20two.mp3`) where others write names.
  const decoded = decoding(path);
  return decoded === undefined ? below : [...below, ...pathIds(posix.join(folderOf(listId), slashes(decoded)))];
}

function pathIds(path: string): readonly string[] {
  const below = posix.normalize(path);
  const id = below === '.' || below.endsWith('/') ? undefined : toPathId(below);
  return id === undefined ? [] : [id];
}

/** What an entry says of the whole machine, if it does. */
function absolutePath(entry: string): string | undefined {
  const path = slashes(LOCAL_FILE.test(entry) ? pathOfLink(entry) : entry);
  return ABSOLUTE.test(path) ? path : undefined;
}

/** Empty for a file of another machine, and what is no link at all. */
function pathOfLink(link: string): string {
  try {
    return fileURLToPath(link);
  } catch {
    return '';
  }
}

/** The rest of the path behind the folder; a path that leads elsewhere is none of ours, and comes to nothing. */
function belowFolder(folder: string, absolute: string): string {
  const top = `${slashes(resolve(folder)).replace(/\/+$/, '')}/`;
  const path = posix.normalize(absolute);
  return path.startsWith(top) ? path.slice(top.length) : '.';
}

function decoding(path: string): string | undefined {
  if (!path.includes('%')) return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
