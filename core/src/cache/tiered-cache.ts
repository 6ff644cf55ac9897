import { LRUCache } from 'lru-cache';
import { SetupError } from '../errors/setup-errors.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import { expectKnown, expectWhole } from '../runtime/expect.js';
import type { Logger } from '../runtime/logger.js';
import type { Store } from '../store/store.js';
import type { Cache, CacheEntryOptions, CacheHit, CacheLifetime, CacheStats, PopularEntry } from './cache.js';
import { type CacheRecord, decodeRecord, encodeRecord, freshnessOf, timesOf } from './cache-record.js';
import { Popularity } from './popularity.js';
import { RenewalLedger } from './renewal-ledger.js';
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
  /** After this long without a hit an entry is half as popular, in milliseconds; a day by default. */
  readonly popularityHalfLifeMs?: number;
}

const DEFAULTS = {
  memory: { entries: 1_000, bytes: 16 * 1024 * 1024 },
  disk: { entries: 10_000, bytes: 64 * 1024 * 1024 },
  popularityHalfLifeMs: 24 * 3_600_000,
} as const;

/** How many keys' popularity is remembered. */
const MOST_POPULAR = 1_000;
/** How many records {@link TieredCache.popular} reads from the store at most; the rest is read the next time. */
const MOST_READS = 100;

/** What is past its time is swept away this often, a little at a time: SQLite works on the thread that also plays. */
const SWEEP_EVERY_MS = 600_000;
const SWEEP_AGAIN_MS = 1_000;
const MOST_PER_SWEEP = 50;

/** Who follows an alias to an alias and so on, walks in a circle sooner or later. */
const MOST_HOPS = 3;

interface Found<V> {
  readonly record: CacheRecord<V>;
  readonly tier: CacheHit<V>['tier'];
}

interface Hit<V> extends Omit<CacheHit<V>, 'value'> {
  /** Where aliases lead to. */
  readonly key: string;
  readonly record: Extract<CacheRecord<V>, { kind: 'value' }>;
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
  #staleHits = 0;
  #misses = 0;
  #evictions = 0;
  #expired = 0;
  #savedMs = 0;
  readonly #popularity: Popularity;
  readonly #renewals: RenewalLedger;
  #stopSweepTimer: Unsubscribe | undefined;
  #sweeping: Promise<number> = Promise.resolve(0);
  #closed = false;

  /** @throws SetupError for bounds that are not positive whole numbers, and for a version that is none */
  constructor(options: TieredCacheOptions) {
    const memory = checked('memory', { ...DEFAULTS.memory, ...options.memory });
    const disk = checked('disk', { ...DEFAULTS.disk, ...options.disk });
    expectWhole('version', options.version, 0);
    this.#clock = options.clock;
    this.#version = options.version;
    const halfLifeMs = options.popularityHalfLifeMs ?? DEFAULTS.popularityHalfLifeMs;
    this.#popularity = new Popularity({ halfLifeMs, maxKeys: MOST_POPULAR });
    this.#renewals = new RenewalLedger(memory.entries);
    this.#disk = new StoreTier({
      ...options,
      namespace: `cache-${options.purpose}`,
      popularity: this.#popularity,
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
    const nowMs = this.#clock.now();
    this.#popularity.hit(hit.key, nowMs);
    this.#renewals.hit(hit.key, nowMs);
    const { record, tier, freshness } = hit;
    if (freshness === 'stale') this.#staleHits += 1;
    if (record.costMs !== null) this.#savedMs += record.costMs - (this.#clock.monotonic() - startedMs);
    return { value: record.value, freshness, tier };
  }

  async set(key: string, value: V, options: CacheEntryOptions): Promise<void> {
    const nowMs = this.#clock.now();
    if (options.ahead) this.#renewals.renewed(key, (await this.#peek(key))?.freshUntilMs ?? nowMs);
    else this.#renewals.replaced(key);
    await this.#put(key, { kind: 'value', value, costMs: options.costMs ?? null, ...timesOf(options, nowMs) });
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

  async clear(): Promise<number> {
    await this.#disk.ready();
    const { entries } = this.stats();
    this.#changes += 1;
    this.#memory.clear();
    this.#popularity.clear();
    await this.#disk.clear();
    return entries;
  }

  async popular(): Promise<readonly PopularEntry[]> {
    await this.#disk.ready();
    const nowMs = this.#clock.now();
    const entries: PopularEntry[] = [];
    let reads = 0;
    for (const key of this.#popularity.keys()) {
      if (!this.#memory.has(key) && (!this.#disk.has(key) || ++reads > MOST_READS)) continue;
      const record = this.#memory.peek(key) ?? (await this.#inStore(key))?.record;
      if (record === undefined || freshnessOf(record, nowMs) === undefined) continue;
      const { freshUntilMs, ttlMs } = record;
      entries.push({ key, freshUntilMs, expectedHits: this.#popularity.expectedHits(key, ttlMs, nowMs) });
    }
    return entries;
  }

  stats(): CacheStats {
    const onlyInMemory = [...this.#memory.keys()].filter((key) => !this.#disk.has(key));
    const bytesInMemory = onlyInMemory.reduce((bytes, key) => bytes + (this.#memory.info(key)?.size ?? 0), 0);
    return {
      entries: this.#disk.size + onlyInMemory.length,
      bytes: this.#disk.bytes + bytesInMemory,
      hits: this.#hits,
      staleHits: this.#staleHits,
      misses: this.#misses,
      evictions: this.#evictions + this.#disk.evictions,
      expired: this.#expired,
      savedMs: this.#savedMs,
      ...this.#renewals.counts,
    };
  }

  shrink(): number {
    const { size } = this.#memory;
    while (this.#memory.size > size / 2) this.#memory.pop();
    return size - this.#memory.size;
  }

  sweep(): Promise<number> {
    if (this.#closed) return Promise.resolve(0);
    this.#sweeping = this.#sweeping.then(() => this.#sweep());
    return this.#sweeping;
  }

  /** Writes down what was used last and what is popular, for the next start. The store stays open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopSweepTimer?.();
    await this.#sweeping;
    await this.#disk.close();
  }

  async #find(key: string, hops: number): Promise<Hit<V> | undefined> {
    this.#sweepIn(SWEEP_EVERY_MS);
    const found = this.#inMemory(key) ?? (await this.#inStore(key));
    if (found === undefined) return undefined;
    this.#disk.touch(key);
    const { record, tier } = found;
    const freshness = freshnessOf(record, this.#clock.now());
    if (freshness === undefined) {
      this.#expired += 1;
      await this.delete(key);
      return undefined;
    }
    if (record.kind === 'value') return { key, record, freshness, tier };
    return hops > 0 ? this.#find(record.to, hops - 1) : undefined;
  }

  /** Looks without counting it as a use. */
  async #peek(key: string): Promise<CacheRecord<V> | undefined> {
    return this.#memory.peek(key) ?? (await this.#inStore(key))?.record;
  }

  #inMemory(key: string): Found<V> | undefined {
    const record = this.#memory.get(key);
    return record && { record, tier: 'memory' };
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
    this.#sweepIn(SWEEP_EVERY_MS);
    await this.#disk.save(key, text, record.goodUntilMs);
  }

  #sweepIn(delayMs: number): void {
    if (this.#closed) return;
    this.#stopSweepTimer ??= this.#clock.after(delayMs, () => {
      this.#sweeping = this.#sweep();
    });
  }

  async #sweep(): Promise<number> {
    const expiredBefore = this.#expired;
    const nowMs = this.#clock.now();
    const expired = [...this.#memory.entries()].filter(([, record]) => freshnessOf(record, nowMs) === undefined);
    for (const [key] of expired) {
      this.#memory.delete(key);
      if (!this.#disk.has(key)) this.#expired += 1;
    }
    const swept = await this.#disk.sweep(MOST_PER_SWEEP);
    this.#expired += swept;
    // Of a sweep that was asked for, the timer still runs.
    this.#stopSweepTimer?.();
    this.#stopSweepTimer = undefined;
    this.#sweepIn(swept === MOST_PER_SWEEP ? SWEEP_AGAIN_MS : SWEEP_EVERY_MS);
    return this.#expired - expiredBefore;
  }
}

function checked(tier: 'memory' | 'disk', bounds: CacheBounds): CacheBounds {
  expectKnown(tier, bounds, Object.keys(DEFAULTS[tier]));
  for (const [name, value] of Object.entries(bounds)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new SetupError(`The cache’s ${tier}.${name} must be a whole number above 0, not ${value}.`);
    }
  }
  return bounds;
}
