import { LRUCache } from 'lru-cache';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from '../store/store.js';

export interface StoreTierOptions {
  readonly store: Store;
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
const INDEX_KEY = 'order-of-use';

/**
 * The part of a cache that survives a restart: texts in a store, bounded by count and bytes, the least recently used
 * leaving first. Nothing here rejects: what the store cannot do is a miss.
 *
 * The order of use is itself a record, written now and then and on close. After a crash what the record does not know
 * counts as used last, so the bounds hold whatever happened.
 */
export class StoreTier {
  readonly #options: StoreTierOptions;
  /** Sizes in bytes of what is in the store, in order of use. */
  readonly #index: LRUCache<string, number>;
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
      sizeCalculation: (bytes) => Math.max(1, bytes),
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

  get evictions(): number {
    return this.#evictions;
  }

  has(key: string): boolean {
    return this.#index.has(key);
  }

  async load(key: string): Promise<Json | undefined> {
    if (!(await this.#ready()) || this.#outdated.has(key) || !this.#index.has(key)) return undefined;
    this.touch(key);
    const { store, namespace } = this.#options;
    const saves = this.#saves;
    const answer = await this.#attempt(async () => ({ text: await store.load(namespace, key) }));
    // Its time was up, and nobody has put anything new there since.
    if (answer && answer.text === undefined && saves === this.#saves) this.#index.delete(key);
    return answer?.text;
  }

  /** Says that a key was used, when its value came from elsewhere. */
  touch(key: string): void {
    if (this.#index.get(key) !== undefined) this.#saveIndexSoon();
  }

  async save(key: string, text: string, ttlMs: number): Promise<void> {
    const { store, namespace, maxBytes } = this.#options;
    const bytes = Buffer.byteLength(text);
    const usable = await this.#ready();
    this.#saves += 1;
    if (bytes > maxBytes) return this.remove(key);
    if (!usable) return this.#forget(key);
    this.#index.set(key, bytes);
    const removals = this.#removeEvicted();
    const saved = await this.#attempt(() => store.save(namespace, key, text, ttlMs).then(() => true));
    if (saved) this.#outdated.delete(key);
    else this.#forget(key);
    await removals;
    if (saved) await this.#removeOutdated();
    this.#saveIndexSoon();
  }

  async remove(key: string): Promise<void> {
    await this.#ready();
    this.#index.delete(key);
    await this.#removeFromStore(key);
    this.#saveIndexSoon();
  }

  async clear(): Promise<void> {
    await this.#ready();
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
  async #ready(): Promise<boolean> {
    this.#restored ??= this.#restore();
    return (await this.#restored) && !this.#rests();
  }

  /** Learns what the store holds and brings it inside the bounds. Tried again later when the store cannot say. */
  async #restore(): Promise<boolean> {
    const { store, namespace } = this.#options;
    const done = await this.#attempt(async () => {
      const present = new Set(await store.keys(namespace));
      const order = parseIndex(await store.load(indexNamespace(namespace), INDEX_KEY));
      for (const [key, bytes] of order) {
        if (present.delete(key)) this.#index.set(key, bytes);
      }
      for (const key of present) {
        const text = await store.load(namespace, key);
        if (typeof text === 'string') this.#index.set(key, Buffer.byteLength(text));
        else await store.remove(namespace, key);
      }
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
    const { store, namespace } = this.#options;
    const order = [...this.#index.rentries()];
    await this.#attempt(() => store.save(indexNamespace(namespace), INDEX_KEY, order));
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

function parseIndex(value: Json | undefined): readonly (readonly [key: string, bytes: number])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [key, bytes]: unknown[] = entry;
    return typeof key === 'string' && typeof bytes === 'number' ? [[key, bytes] as const] : [];
  });
}
