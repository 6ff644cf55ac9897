import { constants } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { diskFailure, isDiskTrouble } from './disk-failure.js';

/** The id of the music folder itself. */
export const TOP_FOLDER = '.';

const MAX_LENGTH = 1_000;
const CONTROL = /\p{Cc}/u;
/** On Windows a segment of dots and spaces may mean the parent folder. `...And Justice` is a name like any other. */
const ONLY_DOTS = /^[. ]+$/;
const HIDDEN = /^\.[^.]/;
const DRIVE = /^[a-z]:$/i;

/**
 * The one spelling of a path below the music folder: `/` between its parts, no empty part, Unicode form C.
 * `undefined` for whatever is absolute, climbs, is hidden, or has characters that some system takes for more than a name.
 */
export function toPathId(text: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (text === '' || text.length > MAX_LENGTH || text.startsWith('/')) return undefined;
  if (CONTROL.test(text) || text.includes('\\') || (platform === 'win32' && text.includes(':'))) return undefined;
  const parts = text
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const allowed = parts.every((part) => !ONLY_DOTS.test(part) && !HIDDEN.test(part));
  if (!allowed || DRIVE.test(parts[0] ?? '')) return undefined;
  return parts.length === 0 ? TOP_FOLDER : parts.join('/');
}

/** What is asked of the disk. */
export type Disk = Pick<typeof fs, 'open' | 'realpath' | 'stat'>;

/** A file below the music folder, open for reading. Whoever asked for it closes `handle`. */
export interface OpenedFile {
  readonly handle: FileHandle;
  /** Absolute, without links. Not for the eyes of listeners. */
  readonly realPath: string;
  readonly sizeBytes: number;
}

/** There is no such file below the folder; what leads out of the folder is treated as if it were not there. */
export class NotInFolder extends Error {
  override readonly name = 'NotInFolder';
}

/**
 * Opens a file that truly lies below `folder`, wherever links on the way lead.
 * The check is repeated once the file is open, so that nothing swapped in between slips through.
 * @throws NotInFolder when it is not there, is no plain file, or lies outside
 * @throws SourceUnavailableError when the disk does not answer just now
 */
export async function openInside(folder: string, path: string, disk: Disk = fs): Promise<OpenedFile> {
  const realPath = await realPathInside(folder, path, disk);
  // Without O_NONBLOCK opening a named pipe would wait for its writer. O_NOFOLLOW is not known on Windows.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const handle = await disk.open(realPath, flags).catch(notThere(path));
  try {
    return { handle, realPath, sizeBytes: await confirmInside(handle, folder, path, disk) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Makes sure that what is open is the very file that the path leads to now, a plain one, inside the folder.
 * @returns its size in bytes
 * @throws NotInFolder when it is not
 * @throws SourceUnavailableError when the disk does not answer just now
 */
export async function confirmInside(
  handle: FileHandle,
  folder: string,
  path: string,
  disk: Disk = fs,
): Promise<number> {
  const opened = await handle.stat({ bigint: true });
  const there = await disk.stat(await realPathInside(folder, path, disk), { bigint: true }).catch(notThere(path));
  const same = there.ino === opened.ino && there.dev === opened.dev;
  if (!same || !opened.isFile()) throw new NotInFolder('It is no plain file in the folder.');
  return Number(opened.size);
}

async function realPathInside(folder: string, path: string, disk: Disk): Promise<string> {
  const realFolder = await disk.realpath(folder).catch(notThere(path));
  const realPath = await disk.realpath(join(realFolder, path)).catch(notThere(path));
  const below = relative(realFolder, realPath);
  const outside = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  if (outside) throw new NotInFolder('It lies outside the folder.');
  return realPath;
}

function notThere(path: string): (cause: unknown) => never {
  return (cause) => {
    throw isDiskTrouble(cause) ? diskFailure(path, cause) : new NotInFolder('It cannot be opened.', { cause });
  };
}
