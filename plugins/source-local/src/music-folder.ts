import { opendir, realpath, stat } from 'node:fs/promises';
import { type Clock, SetupError, type Unsubscribe } from '@tonearm/core';
import { isAudioName, isCoverName, isListName } from './audio-files.js';
import { diskCode, isForbidden } from './disk-failure.js';
import { FolderTree, type TreeEvent } from './folder-tree.js';

/** What is seen in the folder. Paths are as on the disk, below the folder, with `/` between their parts. */
export type FolderEvent =
  /** The folder is there, and a walk through it begins: every file will be told. */
  | { readonly kind: 'walking' }
  | TreeEvent
  /** All that is there has been told. */
  | { readonly kind: 'scanned' }
  /** It is not there, or may not be read. Nothing is said of its files. */
  | { readonly kind: 'unreadable'; readonly error: SetupError };

/** How a folder is looked at. */
export interface MusicFolderOptions {
  /** Go on telling what changes after the first look. */
  readonly watch: boolean;
  readonly clock: Clock;
}

/** How often we look whether the folder is still the same: a disk that is unmounted tells nobody. */
const LOOK_AGAIN_MS = 30_000;
/** How often we look whether it is back. */
const LOOK_FOR_MS = 5_000;

type Listener = (event: FolderEvent) => void;

/**
 * Walks through a folder and then tells what changes in it, as long as it is there; when it comes back, once more.
 * Links to folders are not followed. `close` ends all watching.
 */
export class MusicFolder {
  readonly path: string;
  readonly #options: MusicFolderOptions;
  #listener: Listener = () => {};
  #tree: FolderTree | undefined;
  #walking: Promise<void> = Promise.resolve();
  /** Tells the folder that is watched from another one mounted in its place; `undefined` while there is none. */
  #identity: string | undefined;
  #saidAway = false;
  readonly #goners = new Set<string>();
  #stopTimer: Unsubscribe = () => {};
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(path: string, options: MusicFolderOptions) {
    this.path = path;
    this.#options = options;
  }

  /** Begins; call it once. A folder that is not there yet is told as unreadable, and noticed when it appears. */
  start(listener: Listener): Promise<void> {
    this.#listener = listener;
    return this.look();
  }

  /** Looks now whether the folder is there, and still the same. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    await this.#looking;
    this.#tree?.close();
    await this.#walking;
  }

  async #look(): Promise<void> {
    this.#stopTimer();
    do {
      const goners = [...this.#goners];
      const seen = await lookAt(this.path);
      if (seen.identity !== this.#identity) await this.#leave();
      if (this.#closed) return;
      if (seen.error !== undefined) this.#sayAway(seen.error);
      else if (this.#identity === undefined) await this.#enter(seen.identity);
      else this.#tell(goners);
    } while (this.#goners.size > 0 && !this.#closed);
    this.#lookAfter(this.#identity === undefined ? LOOK_FOR_MS : LOOK_AGAIN_MS);
  }

  #lookAfter(ms: number): void {
    if (this.#closed) return;
    this.#stopTimer = this.#options.clock.after(ms, () => void this.look());
  }

  async #enter(identity: string): Promise<void> {
    const realFolder = await realpath(this.path).catch(() => this.path);
    if (this.#closed) return;
    this.#identity = identity;
    this.#saidAway = false;
    this.#listener({ kind: 'walking' });
    const { clock, watch } = this.#options;
    const tree = new FolderTree(realFolder, {
      clock,
      watch,
      isWanted: isOurs,
      tell: (event) => this.#hear(tree, event),
    });
    this.#tree = tree;
    this.#walking = tree.walk().then(() => {
      if (tree === this.#tree && !this.#closed) this.#listener({ kind: 'scanned' });
    });
  }

  /** What is watched is not our folder any more: nothing that is heard of it counts. */
  async #leave(): Promise<void> {
    this.#tree?.close();
    this.#tree = undefined;
    this.#identity = undefined;
    this.#goners.clear();
    await this.#walking;
  }

  #hear(tree: FolderTree, event: TreeEvent): void {
    if (tree !== this.#tree) return;
    if (event.kind === 'gone') {
      // A file that has gone, or all of the folder? Nothing is told before that is known.
      this.#goners.add(event.path);
      void this.look();
      return;
    }
    if (event.kind === 'file') this.#goners.delete(event.path);
    this.#listener(event);
  }

  #sayAway(error: SetupError): void {
    if (this.#saidAway) return;
    this.#saidAway = true;
    this.#listener({ kind: 'unreadable', error });
  }

  /** Those that have not come again meanwhile. */
  #tell(goners: readonly string[]): void {
    for (const path of goners) {
      if (this.#goners.delete(path)) this.#listener({ kind: 'gone', path });
    }
  }
}

function isOurs(path: string): boolean {
  return isAudioName(path) || isListName(path) || isCoverName(path);
}

type Seen =
  | { readonly identity: string; readonly error?: undefined }
  | { readonly identity?: undefined; readonly error: SetupError };

async function lookAt(path: string): Promise<Seen> {
  const error = await checkMusicFolder(path);
  if (error !== undefined) return { error };
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return { identity: `${dev}-${ino}` };
  } catch (cause) {
    return { error: unreadable(path, reasonOf(cause), cause) };
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
  const code = diskCode(cause);
  if (code === 'ENOENT') return 'there is no such folder';
  if (code === 'ENOTDIR') return 'it is a file, not a folder';
  if (isForbidden(cause)) return 'the bot is not allowed to';
  return cause instanceof Error ? cause.message : String(cause);
}
