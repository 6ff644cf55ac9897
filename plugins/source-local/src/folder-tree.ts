import { type FSWatcher, watch } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Unsubscribe } from '@tonearm/core';
import { Pace } from './pace.js';
import { toPathId } from './safe-path.js';

/** What is seen below a folder. Paths are as on the disk, below it, with `/` between their parts. */
export type TreeEvent =
  /** A file is there, or has changed. It is the same as before when its stamp is. */
  | { readonly kind: 'file'; readonly path: string; readonly stamp: string }
  | { readonly kind: 'gone'; readonly path: string }
  /** Changes may go unnoticed from now on; told once. */
  | { readonly kind: 'watch-failed'; readonly cause: unknown };

/** How a tree is looked at. */
export interface FolderTreeOptions {
  /** Go on telling what changes after the walk. */
  readonly watch: boolean;
  readonly clock: Clock;
  /** Which files are told. */
  readonly isWanted: (path: string) => boolean;
  readonly tell: (event: TreeEvent) => void;
}

interface Directory {
  readonly identity: string;
  readonly watcher: FSWatcher | undefined;
}

interface Check {
  readonly stop: Unsubscribe;
}

/** A file counts as finished when it has not changed for so long. */
const SETTLED_MS = 250;
/** How many files of a directory are looked at together: a network disk answers each in its own time. */
const TOGETHER = 8;

/**
 * Walks through a folder a few files at a time, and watches its directories, not its files: a thousand albums cost a thousand
 * watchers. Hidden files and links to directories are passed over.
 */
export class FolderTree {
  readonly #root: string;
  readonly #options: FolderTreeOptions;
  readonly #pace = new Pace();
  readonly #directories = new Map<string, Directory>();
  readonly #files = new Set<string>();
  readonly #checks = new Map<string, Check>();
  #watchFailed = false;
  #closed = false;

  /** @param root absolute, without links */
  constructor(root: string, options: FolderTreeOptions) {
    this.#root = root;
    this.#options = options;
  }

  /** Tells every file that is there; call it once. What cannot be read is passed over. */
  async walk(): Promise<void> {
    await this.#walk('', (path, stamp) => this.#tellFile(path, stamp));
  }

  close(): void {
    this.#closed = true;
    for (const { watcher } of this.#directories.values()) watcher?.close();
    for (const { stop } of this.#checks.values()) stop();
    this.#checks.clear();
  }

  async #walk(top: string, found: (path: string, stamp: string) => void): Promise<void> {
    const waiting = [top];
    for (let directory = waiting.shift(); directory !== undefined; directory = waiting.shift()) {
      const { directories, files } = await this.#list(directory);
      waiting.push(...directories);
      for (let from = 0; from < files.length && !this.#closed; from += TOGETHER) {
        const paths = files.slice(from, from + TOGETHER);
        const stamps = await Promise.all(paths.map((path) => this.#stampOf(path)));
        for (const [at, path] of paths.entries()) {
          const stamp = stamps[at];
          if (stamp !== undefined && !this.#closed) found(path, stamp);
          await this.#pace.step();
        }
      }
    }
  }

  /** Watched first and read then, so that nothing comes in between. */
  async #list(directory: string) {
    const directories: string[] = [];
    const files: string[] = [];
    try {
      const { dev, ino } = await stat(this.#absolute(directory), { bigint: true });
      if (this.#closed) return { directories, files };
      this.#directories.get(directory)?.watcher?.close();
      this.#directories.set(directory, { identity: `${dev}-${ino}`, watcher: this.#watch(directory) });
      for await (const entry of await opendir(this.#absolute(directory))) {
        const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
        if (toPathId(path) === undefined) continue;
        if (entry.isDirectory()) directories.push(path);
        else if (this.#options.isWanted(path)) files.push(path);
        await this.#pace.step();
      }
    } catch {
      // It went away while we came, or may not be read: then there is nothing of it to tell.
    }
    return { directories, files };
  }

  #watch(directory: string): FSWatcher | undefined {
    if (!this.#options.watch) return undefined;
    try {
      const watcher = watch(this.#absolute(directory), { persistent: false });
      watcher.on('change', (_kind, name) => {
        const isName = typeof name === 'string' && name !== '';
        // Some systems do not say what has changed.
        if (isName) this.#checkSoon(directory === '' ? name : `${directory}/${name}`);
        else this.#checkAllIn(directory);
      });
      watcher.on('error', (cause) => this.#failed(cause));
      return watcher;
    } catch (cause) {
      this.#failed(cause);
      return undefined;
    }
  }

  #failed(cause: unknown): void {
    if (this.#watchFailed || this.#closed) return;
    this.#watchFailed = true;
    this.#options.tell({ kind: 'watch-failed', cause });
  }

  #checkAllIn(directory: string): void {
    void this.#walk(directory, (path) => this.#checkSoon(path));
    for (const path of this.#below(directory)) this.#checkSoon(path);
  }

  /** Looks at a path once nothing has happened to it for a while. */
  #checkSoon(path: string, seenStamp?: string): void {
    if (this.#closed || toPathId(path) === undefined) return;
    this.#checks.get(path)?.stop();
    const stop = this.#options.clock.after(SETTLED_MS, () => {
      this.#checks.delete(path);
      // Never rejects: what cannot be looked at is gone.
      void this.#check(path, seenStamp);
    });
    this.#checks.set(path, { stop });
  }

  async #check(path: string, seenStamp: string | undefined): Promise<void> {
    const stats = await lstat(this.#absolute(path), { bigint: true }).catch(() => undefined);
    if (this.#closed) return;
    const identity = stats?.isDirectory() ? `${stats.dev}-${stats.ino}` : undefined;
    const known = this.#directories.get(path);
    if (known !== undefined && known.identity !== identity) this.#forget(path);
    if (identity !== undefined) {
      if (known?.identity !== identity) await this.#walk(path, (file) => this.#checkSoon(file));
      return;
    }
    if (!this.#options.isWanted(path)) return;
    const stamp = await this.#stampOf(path);
    if (this.#closed) return;
    if (stamp === undefined) this.#tellGone(path);
    else if (stamp === seenStamp) this.#tellFile(path, stamp);
    else this.#checkSoon(path, stamp);
  }

  /** A directory that has gone, with all that was in it. */
  #forget(directory: string): void {
    for (const [path, { watcher }] of this.#directories) {
      if (path !== directory && !path.startsWith(`${directory}/`)) continue;
      watcher?.close();
      this.#directories.delete(path);
    }
    for (const path of this.#below(directory)) this.#tellGone(path);
  }

  #below(directory: string): readonly string[] {
    return [...this.#files].filter((path) => directory === '' || path.startsWith(`${directory}/`));
  }

  #tellFile(path: string, stamp: string): void {
    this.#files.add(path);
    this.#options.tell({ kind: 'file', path, stamp });
  }

  #tellGone(path: string): void {
    this.#files.delete(path);
    this.#options.tell({ kind: 'gone', path });
  }

  async #stampOf(path: string): Promise<string | undefined> {
    try {
      const { size, mtimeMs, ino } = await stat(this.#absolute(path));
      return `${size}-${mtimeMs}-${ino}`;
    } catch {
      return undefined;
    }
  }

  #absolute(path: string): string {
    return join(this.#root, path);
  }
}
