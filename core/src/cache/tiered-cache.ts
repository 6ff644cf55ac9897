import { LRUCache } from 'lru-cache';
import { SetupError } from '../errors/setup-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Store } from '../store/store.js';
import type { Cache, CacheHit, CacheLifetime, CacheStats } from './cache.js';
import { type CacheRecord, decodeRecord, encodeRecord, freshnessOf, timesOf } from './cache-record.js';
import { StoreTier } from './store-tier.js';

/** How much is kept; the least recently used leaves first. */
export interface CacheBounds {
  readonly entries: number;
  /** Of the JSON text in UTF-8. */
  readonly bytes: number;
}

export interface TieredCacheOptions {
  readonly store: Store;
  /** What is cached here, as a name in the store: `resolutions`. */
  readonly purpose: string;
  /** The version of the value's shape. Raise it when the shape changes: what older versions wrote is then not read. */
  readonly version: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly memory?: Partial<CacheBounds>;
  readonly disk?: Partial<CacheBounds>;
}

const DEFAULTS = {
  memory: { entries: 1_000, bytes: 16 * 1024 * 1024 },
  disk: { entries: 10_000, bytes: 64 * 1024 * 1024 },
} as const;

/** Who follows an alias to an alias and so on, walks in a circle sooner or later. */
const MOST_HOPS = 3;

interface Found<V> {
  readonly record: CacheRecord<V>;
  readonly tier: CacheHit<V>['tier'];
}

/** A small fast cache over a large lasting one. Values are JSON-safe and not to be changed by who gets them. */
export class TieredCache<V> implements Cache<V> {
  readonly #clock: Clock;
  readonly #version: number;
  readonly #memory: LRUCache<string, CacheRecord<V>>;
  readonly #disk: StoreTier;
  /** Counts changes, so that a slow load never brings back what has been replaced since. */
  #changes = 0;
  #hits = 0;
  #misses = 0;
  #evictions = 0;
  #savedMs = 0;

  /** @throws SetupError for bounds that are not positive whole numbers */
  constructor(options: TieredCacheOptions) {
    const memory = checked('memory', { ...DEFAULTS.memory, ...options.memory });
    const disk = checked('disk', { ...DEFAULTS.disk, ...options.disk });
    this.#clock = options.clock;
    this.#version = options.version;
    this.#disk = new StoreTier({
      ...options,
      namespace: `cache-${options.purpose}`,
      maxEntries: disk.entries,
      maxBytes: disk.bytes,
      onEvict: (key) => this.#memory.delete(key),
    });
    this.#memory = new LRUCache({
      max: memory.entries,
      maxSize: memory.bytes,
      dispose: (_, key, reason) => {
        if (reason === 'evict' && !this.#disk.has(key)) this.#evictions += 1;
      },
    });
  }

  async get(key: string): Promise<CacheHit<V> | undefined> {
    const startedMs = this.#clock.monotonic();
    const hit = await this.#find(key, MOST_HOPS);
    if (hit === undefined) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    const { costMs, ...rest } = hit;
    if (costMs !== null) this.#savedMs += costMs - (this.#clock.monotonic() - startedMs);
    return rest;
  }

  async set(key: string, value: V, lifetime: CacheLifetime & { readonly costMs?: number }): Promise<void> {
    const costMs = lifetime.costMs ?? null;
    await this.#put(key, { kind: 'value', value, costMs, ...timesOf(lifetime, this.#clock.now()) });
  }

  async alias(from: string, to: string, lifetime: CacheLifetime): Promise<void> {
    if (from === to) return;
    await this.#put(from, { kind: 'alias', to, ...timesOf(lifetime, this.#clock.now()) });
  }

  async delete(key: string): Promise<void> {
    this.#changes += 1;
    this.#memory.delete(key);
    await this.#disk.remove(key);
  }

  async clear(): Promise<void> {
    this.#changes += 1;
    this.#memory.clear();
    await this.#disk.clear();
  }

  stats(): CacheStats {
    const onlyInMemory = [...this.#memory.keys()].filter((key) => !this.#disk.has(key)).length;
    return {
      entries: this.#disk.size + onlyInMemory,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions + this.#disk.evictions,
      savedMs: this.#savedMs,
    };
  }

  /** Writes down what was used last, for the next start. The store stays open. */
  close(): Promise<void> {
    return this.#disk.close();
  }

  async #find(key: string, hops: number): Promise<(CacheHit<V> & { readonly costMs: number | null }) | undefined> {
    const found = this.#inMemory(key) ?? (await this.#inStore(key));
    if (found === undefined) return undefined;
    const { record, tier } = found;
    const freshness = freshnessOf(record, this.#clock.now());
    if (freshness === undefined) {
      await this.delete(key);
      return undefined;
    }
    if (record.kind === 'value') return { value: record.value, freshness, tier, costMs: record.costMs };
    return hops > 0 ? this.#find(record.to, hops - 1) : undefined;
  }

  #inMemory(key: string): Found<V> | undefined {
    const record = this.#memory.get(key);
    if (record === undefined) return undefined;
    this.#disk.touch(key);
    return { record, tier: 'memory' };
  }

  async #inStore(key: string): Promise<Found<V> | undefined> {
    const changes = this.#changes;
    const text = await this.#disk.load(key);
    if (changes !== this.#changes) {
      const newer = this.#inMemory(key);
      if (newer) return newer;
    }
    if (typeof text !== 'string') return undefined;
    const record = decodeRecord<V>(text, this.#version);
    if (record === undefined) {
      await this.delete(key);
      return undefined;
    }
    if (changes === this.#changes) this.#memory.set(key, record, { size: Buffer.byteLength(text) });
    return { record, tier: 'store' };
  }

  async #put(key: string, record: CacheRecord<V>): Promise<void> {
    this.#changes += 1;
    const text = encodeRecord(record, this.#version);
    // Read back, so that memory gives what the store would, whatever becomes of the caller's object.
    const kept = decodeRecord<V>(text, this.#version) ?? record;
    this.#memory.set(key, kept, { size: Buffer.byteLength(text) });
    await this.#disk.save(key, text, record.goodUntilMs - this.#clock.now());
  }
}

function checked(tier: string, bounds: CacheBounds): CacheBounds {
  for (const [name, value] of Object.entries(bounds)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new SetupError(`The cache’s ${tier}.${name} must be a whole number above 0, not ${value}.`);
    }
  }
  return bounds;
}
