import { mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Clock,
  type Logger,
  type OpenContext,
  type Reference,
  type Resolution,
  silentLogger,
  type SourceContext,
  type Store,
  SystemClock,
} from '@tonearm/core';
import { type IndexChange, LocalSource, MusicFolder, MusicIndex, SavedIndex } from '../src/index.js';

/** A folder of music for one test, with the source that plays it. */
export interface Library {
  readonly folder: string;
  readonly index: MusicIndex;
  readonly source: LocalSource;
  /** Writes files below the folder. */
  write(files: Readonly<Record<string, Buffer | string>>): Promise<void>;
  /** Resolves as soon as the index has changed so that it holds. */
  until(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface LibraryOptions {
  readonly watch?: boolean;
  /** `false`: do not wait until everything has been read. */
  readonly settle?: boolean;
  /** Put the music into a folder of this name, so that there is a place beside it. */
  readonly folder?: string;
  /** Symbolic links below the folder, and where each leads. */
  readonly links?: Readonly<Record<string, string>>;
  /** Keeps the index from one library to the next. */
  readonly store?: Store;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** An earlier library whose folder it shall be; it is then the earlier one's to remove. */
  readonly of?: Library;
}

/** The library with these files, read to the end. */
export async function aLibrary(
  files: Readonly<Record<string, Buffer | string>> = {},
  options: LibraryOptions = {},
): Promise<Library> {
  const { store, clock = new SystemClock(), logger = silentLogger } = options;
  const top = options.of ? undefined : await realpath(await mkdtemp(join(tmpdir(), 'tonearm-music-')));
  const folder = options.of?.folder ?? join(top ?? '', options.folder ?? '');
  const saved = store && new SavedIndex({ store, folder, clock, logger });
  const index = new MusicIndex(new MusicFolder(folder, { watch: options.watch ?? false, clock }), logger, saved);
  const library: Library = {
    folder,
    index,
    source: new LocalSource(index, clock, logger),
    write: (more) => writeAll(folder, more),
    until: (holds) => until(index, holds),
    close: async () => {
      await index.close();
      if (top !== undefined) await rm(top, { recursive: true, force: true });
    },
  };
  await library.write(files);
  for (const [link, target] of Object.entries(options.links ?? {})) await symlink(target, join(folder, link));
  index.start();
  if (options.settle ?? true) await library.until(() => index.state.status === 'ready');
  return library;
}

/** What is asked of a source: the kind of reference, its id, and the page of a playlist. */
export type Asked = readonly [kind: Reference['kind'], id: string, cursor?: string];

/** What the library's source answers. */
export function lookUp(library: Library, ...[kind, id, cursor]: Asked): Promise<Resolution> {
  return library.source.resolve({ source: 'local', kind, id }, aSourceContext(cursor === undefined ? {} : { cursor }));
}

/** The error a promise is rejected with; `undefined` when it is not. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

export function aSourceContext(overrides: Partial<SourceContext> = {}): SourceContext {
  return { signal: new AbortController().signal, report: () => {}, ...overrides };
}

export function anOpenContext(overrides: Partial<OpenContext> = {}): OpenContext {
  const { signal } = new AbortController();
  return { positionMs: 0, attemptSignal: signal, streamSignal: signal, ...overrides };
}

/** The files below the folder that this process holds open, as Linux tells it; none are seen elsewhere. */
export async function openFilesBelow(folder: string): Promise<readonly string[]> {
  const descriptors = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(`${folder}/`) && /\.\w+$/.test(target));
}

async function writeAll(folder: string, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function until(index: MusicIndex, holds: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const check = (_change?: IndexChange) => holds() && resolve();
  const stop = index.onChange(check);
  check();
  return promise.finally(stop);
}
