import { opendir, realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { SetupError } from '@tonearm/core';
import { type FSWatcher, watch } from 'chokidar';
import { isAudioName, isCoverName } from './audio-files.js';
import { toPathId } from './safe-path.js';

/** What is seen in the folder. Paths are as on the disk, below the folder, with `/` between their parts. */
export type FolderEvent =
  /** A file is there, or has changed. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'gone'; readonly path: string }
  /** All that was there at the beginning has been told; or the folder has appeared. */
  | { readonly kind: 'scanned' }
  | { readonly kind: 'unreadable'; readonly error: SetupError }
  /** Changes may go unnoticed from now on. */
  | { readonly kind: 'watch-failed'; readonly cause: unknown };

/** How a folder is looked at. */
export interface MusicFolderOptions {
  /** Go on telling what changes after the first look. */
  readonly watch: boolean;
}

/** A file counts as finished when it has not grown for so long. */
const SETTLED = { stabilityThreshold: 250, pollInterval: 50 };

/** Walks through the folder once and then tells what changes in it. Links to folders are not followed. */
export class MusicFolder {
  readonly path: string;
  readonly #options: MusicFolderOptions;
  #watcher: FSWatcher | undefined;
  #closed = false;

  constructor(path: string, options: MusicFolderOptions) {
    this.path = path;
    this.#options = options;
  }

  /** Begins; call it once. A folder that is not there yet is told as unreadable, and noticed when it appears. */
  async start(listener: (event: FolderEvent) => void): Promise<void> {
    const error = await checkMusicFolder(this.path);
    const realFolder = await realpath(this.path).catch(() => this.path);
    if (this.#closed) return;
    if (error) listener({ kind: 'unreadable', error });
    this.#watcher = this.#watch(realFolder, error === undefined, listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#watcher?.close();
  }

  #watch(realFolder: string, readable: boolean, listener: (event: FolderEvent) => void): FSWatcher {
    const below = (path: string) => relative(realFolder, path).split(sep).join('/');
    const watcher = watch(realFolder, {
      ignored: (path) => path !== realFolder && toPathId(below(path)) === undefined,
      followSymlinks: false,
      persistent: false,
      awaitWriteFinish: SETTLED,
    });
    let wasReadable = readable;
    const tell = (kind: 'file' | 'gone') => (path: string) => {
      if (isAudioName(path) || isCoverName(below(path))) listener({ kind, path: below(path) });
    };
    watcher.on('add', tell('file')).on('change', tell('file')).on('unlink', tell('gone'));
    watcher.on('addDir', (path) => {
      if (path !== realFolder || wasReadable) return;
      wasReadable = true;
      listener({ kind: 'scanned' });
    });
    watcher.on('unlinkDir', (path) => {
      if (path !== realFolder) return;
      wasReadable = false;
      listener({ kind: 'unreadable', error: unreadable(this.path, 'there is no such folder') });
    });
    watcher.on('error', (cause) => listener({ kind: 'watch-failed', cause }));
    watcher.on('ready', () => {
      if (wasReadable) listener({ kind: 'scanned' });
      if (!this.#options.watch) watcher.close().catch((cause: unknown) => listener({ kind: 'watch-failed', cause }));
    });
    return watcher;
  }
}

/** What is wrong with the folder, for the operator, and what to do; `undefined` when it can be read. */
export async function checkMusicFolder(path: string): Promise<SetupError | undefined> {
  try {
    const directory = await opendir(path);
    await directory.close();
    return undefined;
  } catch (cause) {
    return unreadable(path, reasonOf(cause), cause);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): SetupError {
  const cure = 'Create it, or point MUSIC_DIR at a folder of music.';
  return new SetupError(`MUSIC_DIR=${path} cannot be read: ${reason}. ${cure}`, { cause });
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'there is no such folder';
  if (code === 'ENOTDIR') return 'it is a file, not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'the bot is not allowed to';
  return cause instanceof Error ? cause.message : String(cause);
}
