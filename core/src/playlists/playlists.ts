import { PlaylistError } from '../errors/playlist-errors.js';
import type { PositionRange } from '../playback/queue-positions.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import { Turns } from '../runtime/turns.js';
import type { Store } from '../store/store.js';
import { withoutPlaces } from './places.js';
import { readPlaylistFile, writePlaylistFile } from './playlist-file.js';
import { nameKey, readName } from './playlist-name.js';
import { keyOf, PlaylistShelf } from './playlist-shelf.js';
import {
  type Editor,
  type ImportMark,
  PLAYLIST_LIMITS,
  type PlaylistItem,
  type PlaylistLimits,
  type PlaylistOwner,
  type PlaylistSummary,
  type SavedPlaylist,
} from './saved-playlist.js';

export interface PlaylistsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: PlaylistLimits;
  /** Makes unguessable ids. */
  newId(): string;
}

/** What came of adding tracks. */
export interface Addition {
  readonly playlist: SavedPlaylist;
  readonly added: number;
  /** Tracks for which there was no room. */
  readonly leftOut: number;
}

/** What came of removing tracks. */
export interface Removal {
  readonly playlist: SavedPlaylist;
  readonly removed: readonly PlaylistItem[];
}

/**
 * The playlists that guilds and users keep. Nobody sees another's: each method is told whose they are. A guild's playlist is
 * changed by who made it or by a DJ, a user's by that user alone. What resolves is safe on disk; whatever throws a
 * {@link PlaylistError} or a StoreError has changed nothing.
 */
export class Playlists {
  readonly #parts: PlaylistsParts;
  readonly #limits: PlaylistLimits;
  readonly #shelf: PlaylistShelf;
  readonly #turns = new Turns();

  constructor(parts: PlaylistsParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? PLAYLIST_LIMITS;
    this.#shelf = new PlaylistShelf(parts.store, parts.logger);
  }

  /** By name. */
  list(owner: PlaylistOwner): Promise<readonly PlaylistSummary[]> {
    return this.#inTurn(owner, async () => {
      const summaries = await this.#shelf.summaries(owner);
      return summaries.toSorted((a, b) => a.name.localeCompare(b.name));
    });
  }

  /** With its tracks. */
  find(owner: PlaylistOwner, name: string): Promise<SavedPlaylist> {
    return this.#inTurn(owner, () => this.#find(owner, name));
  }

  create(owner: PlaylistOwner, name: string, by: Editor, items: readonly PlaylistItem[] = []): Promise<SavedPlaylist> {
    return this.#inTurn(owner, () => this.#create(owner, name, by, items));
  }

  /** Adds tracks at the end, as many as there is room for. */
  add(owner: PlaylistOwner, name: string, by: Editor, items: readonly PlaylistItem[]): Promise<Addition> {
    return this.#inTurn(owner, async () => {
      const before = await this.#findOwn(owner, name, by);
      const { tracksPerPlaylist: most } = this.#limits;
      const fitting = items.slice(0, Math.max(0, most - before.items.length));
      if (fitting.length === 0 && items.length > 0) throw new PlaylistError({ kind: 'full', most });
      const playlist = await this.#save(owner, { ...before, items: [...before.items, ...fitting] });
      return { playlist, added: fitting.length, leftOut: items.length - fitting.length };
    });
  }

  /**
   * Adds a page of an import, and says how far that has got, in one record; the playlist is made where it is not there. What
   * there is no room for ends the import.
   */
  addPage(
    owner: PlaylistOwner,
    name: string,
    by: Editor,
    items: readonly PlaylistItem[],
    place: Pick<ImportMark, 'taskId' | 'list' | 'cursor'>,
  ): Promise<ImportMark> {
    return this.#inTurn(owner, async () => {
      const known = await this.#known(owner, name);
      const before = known ? await this.#findOwn(owner, name, by) : await this.#create(owner, name, by, []);
      const room = Math.max(0, this.#limits.tracksPerPlaylist - before.items.length);
      const fitting = items.slice(0, room);
      const { imports = [] } = before;
      const last = imports.find(({ taskId }) => taskId === place.taskId);
      const cursor = fitting.length < items.length ? null : place.cursor;
      const counts = { pages: (last?.pages ?? 0) + 1, added: (last?.added ?? 0) + fitting.length };
      const mark: ImportMark = { ...place, cursor, ...counts };
      const others = imports.filter((one) => one !== last);
      await this.#save(owner, { ...before, items: [...before.items, ...fitting], imports: [...others, mark] });
      return mark;
    });
  }

  /** How far an import into a playlist has got; `undefined` when nothing of it is there. */
  importMark(owner: PlaylistOwner, name: string, taskId: string): Promise<ImportMark | undefined> {
    return this.#inTurn(owner, async () => {
      const known = await this.#known(owner, name);
      const playlist = known && (await this.#shelf.load(owner, known.id));
      return playlist?.imports?.find((mark) => mark.taskId === taskId);
    });
  }

  /** Forgets how far an import has got: it is over. */
  endImport(owner: PlaylistOwner, name: string, taskId: string): Promise<void> {
    return this.#inTurn(owner, async () => {
      const known = await this.#known(owner, name);
      const playlist = known && (await this.#shelf.load(owner, known.id));
      if (!playlist?.imports?.some((mark) => mark.taskId === taskId)) return;
      const { imports, ...others } = playlist;
      const left = imports.filter((mark) => mark.taskId !== taskId);
      await this.#shelf.save(owner, { ...others, ...(left.length > 0 && { imports: left }) });
    });
  }

  /** Takes out what stands at these places, which are counted from 1. */
  remove(owner: PlaylistOwner, name: string, by: Editor, ranges: readonly PositionRange[]): Promise<Removal> {
    return this.#inTurn(owner, async () => {
      const before = await this.#findOwn(owner, name, by);
      const { left, removed } = withoutPlaces(before.items, ranges);
      return { playlist: await this.#save(owner, { ...before, items: left }), removed };
    });
  }

  rename(owner: PlaylistOwner, name: string, by: Editor, to: string): Promise<SavedPlaylist> {
    return this.#inTurn(owner, async () => {
      const before = await this.#findOwn(owner, name, by);
      const wanted = readName(to);
      const others = (await this.#shelf.summaries(owner)).filter(({ id }) => id !== before.id);
      expectFree(others, wanted);
      return this.#save(owner, { ...before, name: wanted });
    });
  }

  /** @returns what it was */
  delete(owner: PlaylistOwner, name: string, by: Editor): Promise<SavedPlaylist> {
    return this.#inTurn(owner, async () => {
      const playlist = await this.#findOwn(owner, name, by);
      await this.#shelf.remove(owner, playlist.id);
      return playlist;
    });
  }

  /** The playlist as a file, which {@link importFile} reads again. */
  async exportFile(owner: PlaylistOwner, name: string): Promise<string> {
    return writePlaylistFile(await this.find(owner, name));
  }

  /** Makes a playlist of a file, under the name in the file or another. */
  async importFile(owner: PlaylistOwner, text: string, by: Editor, name?: string): Promise<SavedPlaylist> {
    const file = readPlaylistFile(text, this.#limits.tracksPerPlaylist);
    return this.create(owner, name ?? file.name, by, file.items);
  }

  /** Whether tracks can be added under this name: to a playlist that may be changed, or to a new one. */
  expectAddable(owner: PlaylistOwner, name: string, by: Editor): Promise<void> {
    return this.#inTurn(owner, async () => {
      expectOwn(owner, name, by);
      const summaries = await this.#shelf.summaries(owner);
      const known = await this.#known(owner, name);
      const { playlistsPerOwner: most } = this.#limits;
      if (known) return expectMayChange(owner, known, by);
      readName(name);
      if (summaries.length >= most) throw new PlaylistError({ kind: 'too-many-playlists', most });
    });
  }

  async #create(
    owner: PlaylistOwner,
    name: string,
    by: Editor,
    items: readonly PlaylistItem[],
  ): Promise<SavedPlaylist> {
    expectOwn(owner, name, by);
    const wanted = readName(name);
    const { playlistsPerOwner, tracksPerPlaylist } = this.#limits;
    const summaries = await this.#shelf.summaries(owner);
    expectFree(summaries, wanted);
    if (summaries.length >= playlistsPerOwner) {
      throw new PlaylistError({ kind: 'too-many-playlists', most: playlistsPerOwner });
    }
    if (items.length > tracksPerPlaylist) throw new PlaylistError({ kind: 'full', most: tracksPerPlaylist });
    const nowMs = this.#parts.clock.now();
    const times = { createdAtMs: nowMs, changedAtMs: nowMs };
    const playlist = { id: this.#parts.newId(), name: wanted, createdBy: by.id, ...times, items };
    await this.#shelf.save(owner, playlist);
    return playlist;
  }

  async #find(owner: PlaylistOwner, name: string): Promise<SavedPlaylist> {
    const known = await this.#known(owner, name);
    const playlist = known && (await this.#shelf.load(owner, known.id));
    if (playlist) return playlist;
    throw new PlaylistError({ kind: 'unknown', name: name.slice(0, LONGEST_SHOWN) });
  }

  async #known(owner: PlaylistOwner, name: string): Promise<PlaylistSummary | undefined> {
    const summaries = await this.#shelf.summaries(owner);
    return summaries.find((one) => nameKey(one.name) === nameKey(name));
  }

  async #findOwn(owner: PlaylistOwner, name: string, by: Editor): Promise<SavedPlaylist> {
    expectOwn(owner, name, by);
    const playlist = await this.#find(owner, name);
    expectMayChange(owner, playlist, by);
    return playlist;
  }

  async #save(owner: PlaylistOwner, changed: SavedPlaylist): Promise<SavedPlaylist> {
    const playlist = { ...changed, changedAtMs: this.#parts.clock.now() };
    await this.#shelf.save(owner, playlist);
    return playlist;
  }

  #inTurn<T>(owner: PlaylistOwner, act: () => Promise<T>): Promise<T> {
    return this.#turns.run(keyOf(owner), act);
  }
}

const LONGEST_SHOWN = 80;

/** To anyone else a user's playlists do not exist. */
function expectOwn(owner: PlaylistOwner, name: string, by: Editor): void {
  if (owner.kind === 'guild' || owner.id === by.id) return;
  throw new PlaylistError({ kind: 'unknown', name: name.slice(0, LONGEST_SHOWN) });
}

function expectMayChange(owner: PlaylistOwner, { name, createdBy }: PlaylistSummary | SavedPlaylist, by: Editor): void {
  if (owner.kind === 'user' || createdBy === by.id || by.isDj) return;
  throw new PlaylistError({ kind: 'not-yours', name });
}

function expectFree(summaries: readonly PlaylistSummary[], name: string): void {
  const taken = summaries.find((one) => nameKey(one.name) === nameKey(name));
  if (taken) throw new PlaylistError({ kind: 'name-taken', name: taken.name });
}
