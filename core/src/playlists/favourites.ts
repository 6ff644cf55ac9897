import { PlaylistError } from '../errors/playlist-errors.js';
import type { Track } from '../model/track.js';
import type { PositionRange } from '../playback/queue-positions.js';
import { Turns } from '../runtime/turns.js';
import type { Json, Store } from '../store/store.js';
import { withoutPlaces } from './places.js';

const NAMESPACE = 'favourites';
const VERSION = 1;
const MOST = 1_000;

/** The tracks that each user likes best, in the order they were added; a user's are the same in every guild, and seen by no one else. */
export class Favourites {
  readonly #store: Store;
  readonly #most: number;
  readonly #turns = new Turns();

  constructor(store: Store, most = MOST) {
    this.#store = store;
    this.#most = most;
  }

  /** @throws StoreError when they cannot be read */
  list(userId: string): Promise<readonly Track[]> {
    return this.#turns.run(userId, () => this.#load(userId));
  }

  /**
   * @returns `false` when it was among them already
   * @throws PlaylistError when there are as many as there may be @throws StoreError when it could not be saved
   */
  add(userId: string, track: Track): Promise<boolean> {
    return this.#turns.run(userId, async () => {
      const tracks = await this.#load(userId);
      if (tracks.some(({ source, id }) => source === track.source && id === track.id)) return false;
      if (tracks.length >= this.#most) throw new PlaylistError({ kind: 'full', most: this.#most });
      await this.#save(userId, [...tracks, track]);
      return true;
    });
  }

  /**
   * Takes out what stands at these places, which are counted from 1. @returns that
   * @throws PlaylistError when there is no such place @throws StoreError when it could not be saved
   */
  remove(userId: string, ranges: readonly PositionRange[]): Promise<readonly Track[]> {
    return this.#turns.run(userId, async () => {
      const { left, removed } = withoutPlaces(await this.#load(userId), ranges);
      await this.#save(userId, left);
      return removed;
    });
  }

  async #load(userId: string): Promise<readonly Track[]> {
    const record = await this.#store.load(NAMESPACE, userId);
    if (typeof record !== 'object' || record === null || !('version' in record) || !('tracks' in record)) return [];
    // What has our version was written by #save below.
    return record['version'] === VERSION ? (record['tracks'] as unknown as readonly Track[]) : [];
  }

  async #save(userId: string, tracks: readonly Track[]): Promise<void> {
    if (tracks.length === 0) return this.#store.remove(NAMESPACE, userId);
    // Tracks are plain data by their type's promise; an interface has no index signature to show it.
    await this.#store.save(NAMESPACE, userId, { version: VERSION, tracks } as unknown as Json);
  }
}
