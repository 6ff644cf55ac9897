import { LRUCache } from 'lru-cache';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';
import { goodUntilOf } from './cache-record.js';
import { type IndexEntry, orderOf, parseOrder, parsePopularity } from './index-records.js';
import type { Popularity } from './popularity.js';

export interface StoreTierOptions {
  readonly store: Store;
  /** Written down with the order of use, and read at the start. */
  readonly popularity: Popularity;
  readonly namespace: string;
  readonly maxEntries: number;
  readonly maxBytes: number;
  /** Told at once when a key has to leave for another. */
  readonly onEvict: (key: string) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** After a failure the store is left alone for this long; so a hanging disk costs one wait, not one per call. */
const REST_MS = 5_000;
/** How long the order of use may live in memory alone. */
const INDEX_DELAY_MS = 30_000;
const ORDER_KEY = 'order-of-use';
const POPULARITY_KEY = 'popularity';

/**
 * The part of a cache that survives a restart: texts in a store, bounded by count and bytes, the least recently used
 * leaving first. Nothing here rejects: what the store cannot do is a miss.
 *
 * The order of use is itself a record, written now and then and on close. After a crash what the record does not know
 * counts as used last, so the bounds hold whatever happened.
 */
export class StoreTier {
  readonly #options: StoreTierOptions;
  /** What is in the store, in order of use. */
  readonly #index: LRUCache<string, IndexEntry>;
  /** Keys whose record in the store is out of date, because the store did not take the change. */
  readonly #outdated: LRUCache<string, true>;
  #evicted: string[] = [];
  #evictions = 0;
  #saves = 0;
  #restored: Promise<boolean> | undefined;
  #restUntilMs = Number.NEGATIVE_INFINITY;
  #stopTimer: Unsubscribe | undefined;

  constructor(options: StoreTierOptions) {
    this.#options = options;
    this.#outdated = new LRUCache({ max: options.maxEntries });
    this.#index = new LRUCache({
      max: options.maxEntries,
      maxSize: options.maxBytes,
      sizeCalculation: ({ bytes }) => Math.max(1, bytes),
      dispose: (_, key, reason) => {
        if (reason !== 'evict') return;
        this.#evicted.push(key);
        options.onEvict(key);
      },
    });
  }

  get size(): number {
    return this.#index.size;
  }

  get bytes(): number {
    return this.#index.calculatedSize;
  }

  get evictions(): number {
    return this.#evictions;
  }

  has(key: string): boolean {
    return this.#index.has(key);
  }

  /** Does not count as a use: {@link touch} does. */
  async load(key: string): Promise<Json | undefined> {
    if (!(await this.ready()) || this.#outdated.has(key) || !this.#index.has(key)) return undefined;
    const { store, namespace } = this.#options;
    const saves = this.#saves;
    const answer = await this.#attempt(async () => ({ text: await store.load(namespace, key) }));
    // Its time was up, and nobody has put anything new there since.
    if (answer && answer.text === undefined && saves === this.#saves) this.#index.delete(key);
    return answer?.text;
  }

  /** Says that a key was used. */
  touch(key: string): void {
    if (this.#index.get(key) !== undefined) this.#saveIndexSoon();
  }

  /** @param goodUntilMs Unix milliseconds; after that it may be swept away */
  async save(key: string, text: string, goodUntilMs: number): Promise<void> {
    const { store, namespace, maxBytes, clock } = this.#options;
    const bytes = Buffer.byteLength(text);
    const usable = await this.ready();
    this.#saves += 1;
    if (bytes > maxBytes) return this.remove(key);
    if (!usable) return this.#forget(key);
    this.#index.set(key, { bytes, goodUntilMs });
    const removals = this.#removeEvicted();
    const saved = await this.#attempt(() =>
      store.save(namespace, key, text, goodUntilMs - clock.now()).then(() => true),
    );
    if (saved) this.#outdated.delete(key);
    else this.#forget(key);
    await removals;
    if (saved) await this.#removeOutdated();
    this.#saveIndexSoon();
  }

  async remove(key: string): Promise<void> {
    await this.ready();
    this.#index.delete(key);
    await this.#removeFromStore(key);
    this.#saveIndexSoon();
  }

  /** Removes some of what is past its time, at most so many. @returns how many */
  async sweep(most: number): Promise<number> {
    if (!(await this.ready())) return 0;
    const nowMs = this.#options.clock.now();
    const expired: string[] = [];
    for (const [key, { goodUntilMs }] of this.#index.entries()) {
      if (goodUntilMs <= nowMs) expired.push(key);
      if (expired.length === most) break;
    }
    for (const key of expired) this.#index.delete(key);
    await Promise.all(expired.map((key) => this.#removeFromStore(key)));
    await this.#removeOutdated();
    if (expired.length > 0) this.#saveIndexSoon();
    return expired.length;
  }

  async clear(): Promise<void> {
    await this.ready();
    const known = [...this.#index.keys()];
    this.#index.clear();
    await Promise.all(known.map((key) => this.#removeFromStore(key)));
    this.#saveIndexSoon();
  }

  /** Writes the order of use down. The store stays open: it is its opener's. */
  async close(): Promise<void> {
    if (this.#stopTimer) await this.#saveIndex();
  }

  /** Whether the store can be used now, and what it holds is known. */
  async ready(): Promise<boolean> {
    this.#restored ??= this.#restore();
    return (await this.#restored) && !this.#rests();
  }

  /** Learns what the store holds and brings it inside the bounds. Tried again later when the store cannot say. */
  async #restore(): Promise<boolean> {
    const { store, namespace, popularity } = this.#options;
    const done = await this.#attempt(async () => {
      const present = new Set(await store.keys(namespace));
      for (const [key, entry] of parseOrder(await store.load(indexNamespace(namespace), ORDER_KEY))) {
        if (present.delete(key)) this.#index.set(key, entry);
        // Its time was up while nobody looked; the store may still hold it.
        else this.#outdated.set(key, true);
      }
      for (const key of present) {
        const text = await store.load(namespace, key);
        const goodUntilMs = goodUntilOf(text);
        if (typeof text !== 'string' || goodUntilMs === undefined) await store.remove(namespace, key);
        else this.#index.set(key, { bytes: Buffer.byteLength(text), goodUntilMs });
      }
      popularity.restore(parsePopularity(await store.load(indexNamespace(namespace), POPULARITY_KEY)));
      return true;
    });
    if (!done) this.#restored = undefined;
    await this.#removeEvicted();
    return done === true;
  }

  async #removeEvicted(): Promise<void> {
    const evicted = this.#evicted;
    this.#evicted = [];
    this.#evictions += evicted.length;
    await Promise.all(evicted.map((key) => this.#removeFromStore(key)));
  }

  /** Makes good what the store refused earlier, a little at a time. */
  async #removeOutdated(): Promise<void> {
    const keys = [...this.#outdated.keys()].filter((key) => !this.#index.has(key)).slice(0, 16);
    await Promise.all(keys.map((key) => this.#removeFromStore(key)));
  }

  async #removeFromStore(key: string): Promise<void> {
    const { store, namespace } = this.#options;
    const removed = await this.#attempt(() => store.remove(namespace, key).then(() => true));
    if (removed) this.#outdated.delete(key);
    else this.#outdated.set(key, true);
  }

  #forget(key: string): void {
    this.#outdated.set(key, true);
    this.#index.delete(key);
  }

  #saveIndexSoon(): void {
    this.#stopTimer ??= this.#options.clock.after(INDEX_DELAY_MS, () => void this.#saveIndex());
  }

  async #saveIndex(): Promise<void> {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const { store, namespace, popularity } = this.#options;
    const order = orderOf(this.#index);
    await this.#attempt(() => store.save(indexNamespace(namespace), ORDER_KEY, order));
    await this.#attempt(() => store.save(indexNamespace(namespace), POPULARITY_KEY, popularity.records()));
  }

  #rests(): boolean {
    return this.#options.clock.monotonic() < this.#restUntilMs;
  }

  /** What the store answers, or `undefined` when it fails or still rests from its last failure. */
  async #attempt<T>(operation: () => Promise<T>): Promise<T | undefined> {
    const { clock, logger, namespace } = this.#options;
    if (this.#rests()) return undefined;
    try {
      return await operation();
    } catch (error) {
      if (!this.#rests()) {
        logger.warn('The cache goes on in memory alone: its store fails', { namespace, restMs: REST_MS, error });
      }
      this.#restUntilMs = clock.monotonic() + REST_MS;
      return undefined;
    }
  }
}

function indexNamespace(namespace: string): string {
  return `${namespace}-index`;
}
