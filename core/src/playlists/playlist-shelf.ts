import { LRUCache } from 'lru-cache';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';
import { type PlaylistOwner, type PlaylistSummary, type SavedPlaylist, summaryOf } from './saved-playlist.js';

/** A record of another version is left alone. */
const VERSION = 1;
const PLAYLISTS = 'playlists';
/** Per owner, the ids of their playlists. */
const SHELVES = 'playlist-shelves';
/** Owners whose summaries stay in memory. */
const REMEMBERED = 500;

/**
 * Playlists on disk. Each is one record; beside them there is a list of ids per owner. A playlist is saved before its id is
 * listed, and unlisted before it is removed, so a crash between the two leaves nothing that anyone sees. Whoever changes
 * an owner's playlists does one thing at a time.
 */
export class PlaylistShelf {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #known = new LRUCache<string, readonly PlaylistSummary[]>({ max: REMEMBERED });

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** What an owner has, in the order it was made. @throws StoreError when it cannot be read */
  async summaries(owner: PlaylistOwner): Promise<readonly PlaylistSummary[]> {
    const known = this.#known.get(keyOf(owner));
    if (known) return known;
    const ids = idsIn(await this.#store.load(SHELVES, keyOf(owner)));
    const summaries: PlaylistSummary[] = [];
    // One after the other: a long one is large, and of each only the summary is kept.
    for (const id of ids) {
      const playlist = await this.load(owner, id);
      if (playlist) summaries.push(summaryOf(playlist));
    }
    this.#known.set(keyOf(owner), summaries);
    return summaries;
  }

  /** @throws StoreError when it cannot be read */
  async load(owner: PlaylistOwner, id: string): Promise<SavedPlaylist | undefined> {
    const playlist = fromJson(await this.#store.load(PLAYLISTS, keyOf(owner, id)));
    if (!playlist) this.#logger.warn('A saved playlist is missing, or of another version', { owner, id });
    return playlist;
  }

  /** @throws StoreError when it could not be saved; then it is as it was */
  async save(owner: PlaylistOwner, playlist: SavedPlaylist): Promise<void> {
    const summaries = await this.summaries(owner);
    const isNew = !summaries.some(({ id }) => id === playlist.id);
    await this.#store.save(PLAYLISTS, keyOf(owner, playlist.id), toJson(playlist));
    if (isNew) await this.#list(owner, [...summaries.map(({ id }) => id), playlist.id]);
    const summary = summaryOf(playlist);
    const changed = isNew ? [...summaries, summary] : summaries.map((one) => (one.id === summary.id ? summary : one));
    this.#known.set(keyOf(owner), changed);
  }

  /** @throws StoreError when it could not be removed; then it is still there */
  async remove(owner: PlaylistOwner, id: string): Promise<void> {
    const left = (await this.summaries(owner)).filter((one) => one.id !== id);
    await this.#list(
      owner,
      left.map((one) => one.id),
    );
    this.#known.set(keyOf(owner), left);
    await this.#store.remove(PLAYLISTS, keyOf(owner, id)).catch((error: unknown) => {
      this.#logger.warn('A deleted playlist still takes up room on the disk', { owner, id, error });
    });
  }

  async #list(owner: PlaylistOwner, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return this.#store.remove(SHELVES, keyOf(owner));
    await this.#store.save(SHELVES, keyOf(owner), { version: VERSION, ids });
  }
}

/** One key of an owner, or of one of their playlists. */
export function keyOf({ kind, id }: PlaylistOwner, playlistId?: string): string {
  return playlistId === undefined ? `${kind}:${id}` : `${kind}:${id}:${playlistId}`;
}

function toJson(playlist: SavedPlaylist): Json {
  // Plain data by its type's promise; an interface has no index signature to show it.
  return { version: VERSION, playlist } as unknown as Json;
}

function fromJson(record: Json | undefined): SavedPlaylist | undefined {
  const ours = ofOurVersion(record);
  // What has our version was written by toJson above.
  return ours && 'playlist' in ours ? (ours['playlist'] as unknown as SavedPlaylist) : undefined;
}

function idsIn(record: Json | undefined): readonly string[] {
  const ids = ofOurVersion(record)?.['ids'];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

function ofOurVersion(record: Json | undefined): { readonly [key: string]: Json | undefined } | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  // Neither null nor a list, so it has named values.
  const named = record as { readonly [key: string]: Json | undefined };
  return named['version'] === VERSION ? named : undefined;
}
