import { type Reference, referenceKey } from '../model/query.js';
import type { Track } from '../model/track.js';
import { Turns } from '../runtime/turns.js';
import type { ChosenStandIns } from '../sources/stand-ins.js';
import type { Json, Store } from '../store/store.js';

const NAMESPACE = 'corrections';
const VERSION = 1;
const MOST = 300;

/** What is meant: a track, or its reference. */
type Wanted = Pick<Reference, 'source' | 'id'>;

interface Correction {
  /** Key of the reference that is asked for. */
  readonly wanted: string;
  /** What is played for it. */
  readonly track: Track;
}

/**
 * What listeners of each guild have said to be the right track where another one was found for what they had asked for. Durable; a guild's say
 * is its own, since nobody else can judge it. A guild keeps so many, and forgets the one that it has made longest ago.
 */
export class Corrections implements ChosenStandIns {
  readonly #store: Store;
  readonly #most: number;
  readonly #turns = new Turns();

  constructor(store: Store, most = MOST) {
    this.#store = store;
    this.#most = most;
  }

  /** @throws StoreError when they cannot be read */
  find(guildId: string, wanted: Wanted): Promise<Track | undefined> {
    return this.#turns.run(guildId, async () => {
      const key = keyOf(wanted);
      return (await this.#load(guildId)).find((correction) => correction.wanted === key)?.track;
    });
  }

  /** From now on this is played for what is wanted. @throws StoreError when it could not be saved */
  choose(guildId: string, wanted: Wanted, track: Track): Promise<void> {
    return this.#turns.run(guildId, async () => {
      const key = keyOf(wanted);
      const others = (await this.#load(guildId)).filter((correction) => correction.wanted !== key);
      await this.#save(guildId, [...others, { wanted: key, track }].slice(-this.#most));
    });
  }

  /** @returns `false` when nothing had been chosen @throws StoreError when it could not be saved */
  undo(guildId: string, wanted: Wanted): Promise<boolean> {
    return this.#turns.run(guildId, async () => {
      const all = await this.#load(guildId);
      const others = all.filter((correction) => correction.wanted !== keyOf(wanted));
      if (others.length === all.length) return false;
      await this.#save(guildId, others);
      return true;
    });
  }

  async #load(guildId: string): Promise<readonly Correction[]> {
    const record = await this.#store.load(NAMESPACE, guildId);
    if (typeof record !== 'object' || record === null || !('version' in record) || !('corrections' in record))
      return [];
    // What has our version was written by #save below.
    return record['version'] === VERSION ? (record['corrections'] as unknown as readonly Correction[]) : [];
  }

  async #save(guildId: string, corrections: readonly Correction[]): Promise<void> {
    if (corrections.length === 0) return this.#store.remove(NAMESPACE, guildId);
    // Tracks are plain data by their type's promise; an interface has no index signature to show it.
    await this.#store.save(NAMESPACE, guildId, { version: VERSION, corrections } as unknown as Json);
  }
}

function keyOf({ source, id }: Wanted): string {
  return referenceKey({ source, kind: 'track', id });
}
