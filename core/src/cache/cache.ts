/** How long an entry is good. */
export interface CacheLifetime {
  /** Fresh for this long, in milliseconds. */
  readonly ttlMs: number;
  /** May still be served for this much longer while a new one is fetched. */
  readonly staleMs?: number;
}

/** What was found. A stale value may be used while a fresh one is on its way. */
export interface CacheHit<V> {
  readonly value: V;
  readonly freshness: 'fresh' | 'stale';
  readonly tier: 'memory' | 'store';
}

/** What is told of a value when it is set. */
export interface CacheEntryOptions extends CacheLifetime {
  /** What it took to make the value, in milliseconds, for the account of time saved. */
  readonly costMs?: number;
  /** Nobody asked: it was renewed ahead of time, and is counted apart. */
  readonly ahead?: boolean;
}

/** An entry that people ask for, as who renews it in time has to see it. */
export interface PopularEntry {
  readonly key: string;
  /** Unix milliseconds. */
  readonly freshUntilMs: number;
  /** How many hits one more lifetime of it would see if people go on as they did. */
  readonly expectedHits: number;
}

/** Remembers JSON-safe values by string key. A failing store makes it a smaller cache, never an error. */
export interface Cache<V> {
  get(key: string): Promise<CacheHit<V> | undefined>;
  set(key: string, value: V, options: CacheEntryOptions): Promise<void>;
  /**
   * Makes another key lead to the entry of `to`: a reference whose canonical form only the network knew. What is set
   * under `to` later is found under both; setting `from` itself ends it.
   */
  alias(from: string, to: string, lifetime: CacheLifetime): Promise<void>;
  delete(key: string): Promise<void>;
  /** Forgets everything, also what was popular. @returns how many entries there were */
  clear(): Promise<number>;
  /** What was hit and can still be served, the most popular first; an alias counts for what it leads to. */
  popular(): Promise<readonly PopularEntry[]>;
  /**
   * Lets go of half of what it holds in memory, the least recently used first: memory is short. What a store holds too
   * can still be served. Absent where nothing is held in memory. @returns how many entries left memory
   */
  shrink?(): number;
  /** Drops what is past its time now, a bounded number at once. @returns how many entries were dropped */
  sweep?(): Promise<number>;
  stats(): CacheStats;
}

/** What a cache holds and has done since its start. */
export interface CacheStats {
  /** Aliases count too: they take a place. */
  readonly entries: number;
  /** Of all entries, as text. */
  readonly bytes: number;
  readonly hits: number;
  /** Those of the hits that gave a stale value. */
  readonly staleHits: number;
  readonly misses: number;
  /** How many entries had to leave because a bound was reached. */
  readonly evictions: number;
  /** How many entries left because their time was up. */
  readonly expired: number;
  /**
   * Sum over all hits of what the entry had cost to make minus what the hit cost, in milliseconds; both measured. A hit
   * that took longer than the making takes away from it; one whose entry has no known cost adds nothing.
   */
  readonly savedMs: number;
  /** How many entries were renewed ahead of time. */
  readonly renewed: number;
  /** How many of those were hit when what they replaced would no longer have been fresh. */
  readonly renewedThenHit: number;
}

/** What the cache of lookups has been good for since the start, in figures that tell of no guild. */
export interface CacheFigures extends CacheStats {
  /** How many entries are asked for often enough to be renewed before they age. */
  readonly popular: number;
}
