import { TieredCache, type TieredCacheOptions } from '../../src/cache/tiered-cache.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import type { Json } from '../../src/store/store.js';
import { FailingStore } from '../../src/testing/failing-store.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/** A lifetime that is longer than a test. */
export const LONG = { ttlMs: 3_600_000 };

/** Opens caches over one store, one after the other as after restarts; the store fails when it is told to. */
export function aTieredCache() {
  const clock = new FakeClock();
  const store = new FailingStore(new MemoryStore(clock));
  return {
    clock,
    store,
    open: (options: Partial<TieredCacheOptions> = {}) =>
      new TieredCache<Json>({ store, purpose: 'test', version: 1, clock, logger: silentLogger, ...options }),
    /** How many records of the cache the store holds. */
    onDisk: async () => (await store.inner.keys('cache-test')).length,
  };
}
