import { Listeners, type Logger, type SetupError, type Unsubscribe } from '@tonearm/core';
import { fileNameOf, folderOf, isAudioName, isCoverName } from './audio-files.js';
import type { FolderEvent, MusicFolder } from './music-folder.js';
import { readTags, type TrackTags } from './read-tags.js';
import { NotInFolder, toPathId } from './safe-path.js';
import { TrackSearch } from './track-search.js';

/** How far the index has got with the folder. */
export type IndexState =
  /** Still finding out which files there are. */
  | { readonly status: 'walking' }
  /** All files are known, but the tags of some are not. */
  | { readonly status: 'reading' }
  | { readonly status: 'ready' }
  | { readonly status: 'unreadable'; readonly error: SetupError };

/** What has changed in the index. */
export type IndexChange =
  | { readonly kind: 'read' | 'broken' | 'removed'; readonly id: string }
  | { readonly kind: 'state'; readonly state: IndexState };

/** A file as the index knows it. */
export interface IndexedFile {
  readonly id: string;
  /** As on the disk: the same as `id`, but maybe in another Unicode form. */
  readonly path: string;
  readonly content: FileContent;
}

/** What is known of a file’s content. */
export type FileContent =
  | { readonly kind: 'unread' }
  | { readonly kind: 'read'; readonly tags: TrackTags }
  | { readonly kind: 'broken'; readonly error: unknown };

interface Entry extends IndexedFile {
  content: FileContent;
  reading?: Promise<void>;
}

const READERS = 3;

/** What is in the music folder: filled in the background, a few files at a time, and kept fresh while files change. */
export class MusicIndex {
  readonly #folder: MusicFolder;
  readonly #logger: Logger;
  readonly #entries = new Map<string, Entry>();
  readonly #covers = new Map<string, string>();
  readonly #unread = new Set<Entry>();
  readonly #readings = new Set<Promise<void>>();
  readonly #search = new TrackSearch();
  readonly #changes = new Listeners<IndexChange>();
  #scan: IndexState = { status: 'walking' };
  #announced: IndexState['status'] = 'walking';
  #closed = false;

  constructor(folder: MusicFolder, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  /** Begins to watch and to read; what there is will be known some time later (see `state`). */
  async start(): Promise<void> {
    await this.#folder.start((event) => this.#take(event));
  }

  /** Stops watching and reading; when it resolves, no file is open any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unread.clear();
    await this.#folder.close();
    await Promise.all(this.#readings);
    this.#changes.clear();
  }

  /** Absolute path of the folder. */
  get folder(): string {
    return this.#folder.path;
  }

  get state(): IndexState {
    const busy = this.#unread.size > 0 || this.#readings.size > 0;
    return this.#scan.status === 'ready' && busy ? { status: 'reading' } : this.#scan;
  }

  onChange(listener: (change: IndexChange) => void): Unsubscribe {
    return this.#changes.add(listener);
  }

  /** Every file that is known by now, in no particular order. */
  files(): readonly IndexedFile[] {
    return [...this.#entries.values()];
  }

  find(id: string): IndexedFile | undefined {
    return this.#entries.get(id);
  }

  /** The best matches among the files that have been read. */
  search(text: string, limit: number): readonly IndexedFile[] {
    return this.#search.find(text, limit).flatMap((id) => this.#entries.get(id) ?? []);
  }

  /** Path of the picture that lies beside a file for all of its folder. */
  coverBeside(id: string): string | undefined {
    return this.#covers.get(folderOf(id));
  }

  /** The file with its content read, at once if the background has not got there; `undefined` when there is none. */
  async read(id: string): Promise<IndexedFile | undefined> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return this.#readUnknown(id);
    await this.#readEntry(entry);
    const current = this.#entries.get(id);
    return current === undefined || current === entry ? current : this.read(id);
  }

  /** A file that the walk through the folder has not reached yet. It is told, and kept, when the walk reaches it. */
  async #readUnknown(id: string): Promise<IndexedFile | undefined> {
    if (!isAudioName(id)) return undefined;
    const content = await this.#readContent(id);
    return content && { id, path: id, content };
  }

  #take(event: FolderEvent): void {
    if (this.#closed) return;
    switch (event.kind) {
      case 'file':
        return this.#seen(event.path);
      case 'gone':
        return this.#lost(event.path);
      case 'scanned':
        this.#scan = { status: 'ready' };
        return this.#announce();
      case 'unreadable':
        this.#scan = { status: 'unreadable', error: event.error };
        this.#logger.warn(event.error.message, { error: event.error });
        return this.#announce();
      case 'watch-failed':
        this.#logger.warn('Changes in the music folder may go unnoticed until the next start', { error: event.cause });
    }
  }

  #seen(path: string): void {
    const id = toPathId(path);
    if (id === undefined) return;
    if (isCoverName(id)) {
      this.#covers.set(folderOf(id), path);
      return;
    }
    // Until it has been read again, what was known of it stays good enough.
    const entry: Entry = { id, path, content: this.#entries.get(id)?.content ?? { kind: 'unread' } };
    this.#forget(id);
    this.#entries.set(id, entry);
    this.#unread.add(entry);
    this.#readNext();
  }

  #lost(path: string): void {
    const id = toPathId(path);
    if (id === undefined) return;
    if (isCoverName(id)) {
      this.#covers.delete(folderOf(id));
      return;
    }
    this.#remove(id);
    this.#announce();
  }

  #remove(id: string): void {
    this.#forget(id);
    this.#entries.delete(id);
    this.#search.remove(id);
    this.#changes.emit({ kind: 'removed', id });
  }

  /** What is still to be read of an older version of the file need not be. */
  #forget(id: string): void {
    const entry = this.#entries.get(id);
    if (entry) this.#unread.delete(entry);
  }

  #readNext(): void {
    for (const entry of this.#unread) {
      if (this.#readings.size >= READERS) return;
      // Never rejects: what goes wrong becomes the content.
      this.#readEntry(entry).catch(() => {});
    }
  }

  /** Reads each entry once, however many ask. */
  #readEntry(entry: Entry): Promise<void> {
    if (entry.reading !== undefined) return entry.reading;
    this.#unread.delete(entry);
    const reading = this.#fill(entry).finally(() => {
      this.#readings.delete(reading);
      if (this.#closed) return;
      this.#readNext();
      this.#announce();
    });
    entry.reading = reading;
    this.#readings.add(reading);
    return reading;
  }

  async #fill(entry: Entry): Promise<void> {
    const content = await this.#readContent(entry.path);
    // The file may have changed or gone meanwhile: then another entry, or none, speaks for it.
    if (this.#closed || this.#entries.get(entry.id) !== entry) return;
    if (content === undefined) return this.#remove(entry.id);
    entry.content = content;
    if (content.kind === 'read') this.#makeFindable(entry.id, content.tags);
    else this.#search.remove(entry.id);
    this.#changes.emit({ kind: content.kind === 'read' ? 'read' : 'broken', id: entry.id });
  }

  async #readContent(path: string): Promise<Exclude<FileContent, { kind: 'unread' }> | undefined> {
    try {
      return { kind: 'read', tags: await readTags(this.#folder.path, path) };
    } catch (error) {
      if (error instanceof NotInFolder) return undefined;
      this.#logger.warn('A file in the music folder cannot be played', { file: path, error });
      return { kind: 'broken', error };
    }
  }

  #makeFindable(id: string, { title, artist, album = '' }: TrackTags): void {
    this.#search.put({ id, title, artist, album, fileName: fileNameOf(id) });
  }

  #announce(): void {
    const { state } = this;
    if (state.status === this.#announced) return;
    this.#announced = state.status;
    if (state.status === 'ready') this.#logger.info('The music folder is read', { files: this.#entries.size });
    this.#changes.emit({ kind: 'state', state });
  }
}
