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

/** Remembers JSON-safe values by string key. A failing store makes it a smaller cache, never an error. */
export interface Cache<V> {
  get(key: string): Promise<CacheHit<V> | undefined>;
  /** @param lifetime how long it is good; `costMs`: what it took to make the value, for the account of time saved */
  set(key: string, value: V, lifetime: CacheLifetime & { readonly costMs?: number }): Promise<void>;
  /**
   * Makes another key lead to the entry of `to`: a reference whose canonical form only the network knew. What is set
   * under `to` later is found under both; setting `from` itself ends it.
   */
  alias(from: string, to: string, lifetime: CacheLifetime): Promise<void>;
  delete(key: string): Promise<void>;
  clear(): Promise<void>;
  stats(): CacheStats;
}

export interface CacheStats {
  /** Aliases count too: they take a place. */
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  /** How many entries had to leave because a bound was reached. */
  readonly evictions: number;
  /** Sum over all hits of what the entry had cost to make minus what the hit cost, in milliseconds; measured. */
  readonly savedMs: number;
}
