import { Listeners, type Logger, SetupError, type Unsubscribe } from '@tonearm/core';
import { fileNameOf, isAudioName, isCoverName, isListName } from './audio-files.js';
import { Collections } from './collections.js';
import { FolderCovers } from './folder-covers.js';
import {
  type FileContent,
  type IndexChange,
  type IndexedFile,
  type IndexState,
  isSettled,
  type ReadContent,
} from './indexed-file.js';
import type { FolderEvent, MusicFolder } from './music-folder.js';
import { inNaturalOrder } from './natural-order.js';
import { Pace } from './pace.js';
import { readContent } from './read-content.js';
import { toPathId } from './safe-path.js';
import { ReadingQueue } from './reading-queue.js';
import { type SavedFile, savedContent, toSaved } from './saved-file.js';
import type { SavedIndex } from './saved-index.js';
import { TrackSearch } from './track-search.js';

interface Entry extends IndexedFile {
  content: FileContent;
}

const EMPTY =
  'The music folder is empty now, though there was music in it: is its disk mounted? What was known of it is kept.';

/**
 * What is in the music folder: filled in the background, a few files at a time, and kept fresh while files change. With a
 * saved index it knows at once what it knew at the last end, and reads only what has changed since.
 */
export class MusicIndex {
  readonly #folder: MusicFolder;
  readonly #logger: Logger;
  readonly #saved: SavedIndex | undefined;
  readonly #entries = new Map<string, Entry>();
  #ordered: readonly IndexedFile[] | undefined;
  readonly #covers = new FolderCovers();
  readonly #reading = new ReadingQueue<Entry>(
    (entry) => this.#fill(entry),
    () => this.#announce(),
  );
  readonly #search = new TrackSearch();
  /** Albums, artists and lists. */
  readonly collections = new Collections();
  readonly #changes = new Listeners<IndexChange>();
  /** Paths known from before, which the walk has not met yet. */
  readonly #unconfirmed = new Set<string>();
  #scan: IndexState = { status: 'walking' };
  #announced: IndexState['status'] = 'walking';
  #wasWhole = false;
  #begun: Promise<void> | undefined;
  #closed = false;

  /** @param saved what outlives a restart; without it everything is read anew. It is closed with the index */
  constructor(folder: MusicFolder, logger: Logger, saved?: SavedIndex) {
    this.#folder = folder;
    this.#logger = logger;
    this.#saved = saved;
  }

  /** Begins to watch and to read; what there is will be known some time later (see `state`). */
  start(): void {
    this.#begun = this.#begin();
  }

  /** Stops watching and reading; when it resolves, no file is open any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#folder.close(), this.#reading.close()]);
    await this.#begun;
    await this.#saved?.close();
    this.#changes.clear();
  }

  /** Looks now whether the folder is there, for somebody who cannot wait for the next look. */
  look(): Promise<void> {
    return this.#folder.look();
  }

  /** Absolute path of the folder. */
  get folder(): string {
    return this.#folder.path;
  }

  get state(): IndexState {
    return this.#scan.status === 'ready' && this.#reading.isBusy ? { status: 'reading' } : this.#scan;
  }

  /** Whether it has known all of the folder, now or before a restart: what is not in it is not there. */
  get isWhole(): boolean {
    return this.#wasWhole;
  }

  onChange(listener: (change: IndexChange) => void): Unsubscribe {
    return this.#changes.add(listener);
  }

  /** Every file that is known by now, in no particular order. */
  files(): readonly IndexedFile[] {
    return [...this.#entries.values()];
  }

  /** The same as a person would order them, which takes a while: so it is kept until something changes. */
  inOrder(): readonly IndexedFile[] {
    this.#ordered ??= inNaturalOrder(this.files());
    return this.#ordered;
  }

  find(id: string): IndexedFile | undefined {
    return this.#entries.get(id);
  }

  /** The best matches among the files that have been read. */
  search(text: string, limit: number): readonly IndexedFile[] {
    return this.#search.find(text, limit).flatMap((id) => this.#entries.get(id) ?? []);
  }

  /** Path of the picture that lies beside a file for all of its folder, or above it for all discs of an album. */
  coverBeside(id: string): string | undefined {
    return this.#covers.beside(id);
  }

  /** The file with its content read, at once if the background has not got there; `undefined` when there is none. */
  async read(id: string): Promise<IndexedFile | undefined> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return this.#readUnknown(id);
    if (!isSettled(entry.content) || this.#reading.isWanted(entry)) await this.#reading.now(entry);
    const current = this.#entries.get(id);
    return current === undefined || current === entry ? current : this.read(id);
  }

  /** A file that the walk through the folder has not reached yet. It is told, and kept, when the walk reaches it. */
  async #readUnknown(id: string): Promise<IndexedFile | undefined> {
    if (!isAudioName(id)) return undefined;
    const content = await readContent(this.folder, id, this.#logger);
    return content && { id, path: id, stamp: '', content };
  }

  async #begin(): Promise<void> {
    const pace = new Pace();
    for await (const files of this.#saved?.load() ?? []) {
      for (const file of files) {
        if (this.#closed) return;
        this.#remember(file);
        await pace.step();
      }
    }
    if (this.#closed) return;
    this.#wasWhole = this.#entries.size > 0;
    if (this.#wasWhole) {
      this.#logger.info('The music folder is known from before', { files: this.#entries.size });
      this.#changes.emit({ kind: 'state', state: this.state });
    }
    await this.#folder.start((event) => this.#take(event));
  }

  #remember(file: SavedFile): void {
    const { path, stamp } = file;
    const id = toPathId(path);
    if (id === undefined) return;
    const content = savedContent(file);
    if (content === undefined) return this.#seenBeside(id, path);
    this.#keep({ id, path, stamp, content }, content);
  }

  #take(event: FolderEvent): void {
    if (this.#closed) return;
    switch (event.kind) {
      case 'walking':
        for (const { path } of this.#entries.values()) this.#unconfirmed.add(path);
        for (const path of [...this.#covers.paths(), ...this.collections.lists()]) this.#unconfirmed.add(path);
        this.#scan = { status: 'walking' };
        return this.#announce();
      case 'file':
        this.#unconfirmed.delete(event.path);
        this.#seen(event.path, event.stamp);
        // The folder is not empty after all.
        if (this.#scan.status === 'unreadable') void this.#forgetUnconfirmed();
        return;
      case 'gone':
        this.#lost(event.path);
        return this.#announce();
      case 'scanned':
        // Never rejects: it only forgets.
        return void this.#forgetUnconfirmed();
      case 'unreadable':
        this.#scan = { status: 'unreadable', error: event.error };
        this.#logger.warn(event.error.message, { error: event.error });
        return this.#announce();
      case 'watch-failed':
        this.#logger.warn('Changes in the music folder may go unnoticed until the next start', { error: event.cause });
    }
  }

  #seen(path: string, stamp: string): void {
    const id = toPathId(path);
    if (id === undefined) return;
    if (!isAudioName(id)) {
      this.#saved?.put({ path, stamp });
      return this.#seenBeside(id, path);
    }
    const known = this.#entries.get(id);
    if (known?.stamp === stamp && known.path === path && (isSettled(known.content) || this.#reading.isWanted(known)))
      return;
    // Until it has been read again, what was known of it stays good enough.
    const entry: Entry = { id, path, stamp, content: known?.content ?? { kind: 'unread' } };
    this.#forget(id);
    this.#set(entry);
    this.#reading.add(entry);
  }

  #seenBeside(id: string, path: string): void {
    if (isCoverName(id)) this.#covers.put(id, path);
    else if (isListName(id)) this.collections.putList(id, path);
  }

  #lost(path: string): void {
    const id = toPathId(path);
    if (id === undefined) return;
    this.#saved?.remove(path);
    if (isCoverName(id)) this.#covers.remove(id, path);
    else if (isListName(id)) this.collections.removeList(id);
    else this.#remove(id);
  }

  /** What was known from before and is not there any more. */
  async #forgetUnconfirmed(): Promise<void> {
    const isEmpty =
      this.#unconfirmed.size > 0 && [...this.#entries.values()].every((it) => this.#unconfirmed.has(it.path));
    if (isEmpty) {
      const error = new SetupError(EMPTY);
      this.#scan = { status: 'unreadable', error };
      this.#logger.warn(error.message);
      return this.#announce();
    }
    const pace = new Pace();
    for (const path of [...this.#unconfirmed]) {
      if (this.#closed) return;
      // It may have come while others were forgotten.
      if (this.#unconfirmed.delete(path)) this.#lost(path);
      await pace.step();
    }
    if (this.#closed) return;
    this.#scan = { status: 'ready' };
    this.#wasWhole = true;
    this.#announce();
  }

  #set(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    this.#ordered = undefined;
  }

  #remove(id: string): void {
    this.#forget(id);
    this.#entries.delete(id);
    this.#ordered = undefined;
    this.#search.remove(id);
    this.collections.remove(id);
    this.#changes.emit({ kind: 'removed', id });
  }

  /** What is still to be read of an older version of the file need not be. */
  #forget(id: string): void {
    const entry = this.#entries.get(id);
    if (entry) this.#reading.drop(entry);
  }

  async #fill(entry: Entry): Promise<void> {
    const content = await readContent(this.folder, entry.path, this.#logger);
    // The file may have changed or gone meanwhile: then another entry, or none, speaks for it.
    if (this.#closed || this.#entries.get(entry.id) !== entry) return;
    if (content === undefined) return this.#remove(entry.id);
    this.#keep(entry, content);
    const saved = toSaved(entry);
    if (saved) this.#saved?.put(saved);
  }

  #keep(entry: Entry, content: ReadContent): void {
    const { id } = entry;
    entry.content = content;
    this.#set(entry);
    if (content.kind === 'read') {
      const { title, artist, album = '' } = content.tags;
      this.#search.put({ id, title, artist, album, fileName: fileNameOf(id) });
      this.collections.put(id, content.tags);
    } else {
      this.#search.remove(id);
      this.collections.remove(id);
    }
    this.#changes.emit({ kind: content.kind, id });
  }

  #announce(): void {
    const { state } = this;
    if (state.status === this.#announced) return;
    this.#announced = state.status;
    if (state.status === 'ready') this.#logger.info('The music folder is read', { files: this.#entries.size });
    this.#changes.emit({ kind: 'state', state });
  }
}
