import type { Cache } from '../../cache/cache.js';
import type { Clock } from '../../runtime/clock.js';
import type { Logger } from '../../runtime/logger.js';
import type { Json, Store } from '../../store/store.js';
import type { Check } from '../conformance/check.js';
import { FakeClock } from '../fake-clock.js';

/** What a cache over a store is made of. */
export interface CacheParts {
  readonly clock: Clock;
  readonly store: Store;
  /** What is cached in it; two purposes share a store and nothing else. */
  readonly purpose: string;
  readonly logger: Logger;
  /** How many entries it may hold. */
  readonly maxEntries: number;
}

/** A cache in its exam. */
export interface CacheExam {
  /** Stands in the report. */
  readonly name: string;
  /** A fresh, empty cache with room for ten small values at least, that tells the time by the clock. */
  make(clock: Clock): Cache<Json> | Promise<Cache<Json>>;
  /** One over a store, which may hold something from before; absent where a cache keeps nothing in a store. */
  over?(parts: CacheParts): Cache<Json> | Promise<Cache<Json>>;
}

/** Long enough for every check. */
export const LONG = { ttlMs: 60_000 } as const;

/** A cache to ask, with its clock. */
export interface Bench {
  readonly clock: FakeClock;
  readonly cache: Cache<Json>;
  /** The value under a key, if any. */
  value(key: string): Promise<Json | undefined>;
}

/** A check that is given a fresh cache. */
export function ofACache(id: string, title: string, ask: (bench: Bench) => Promise<void>): Check<CacheExam> {
  return {
    id,
    title,
    run: async ({ make }) => {
      const clock = new FakeClock();
      const cache = await make(clock);
      await ask({ clock, cache, value: async (key) => (await cache.get(key))?.value });
    },
  };
}
