import { type Cache, MemoryStore, type Resolution, type Scheduler, silentLogger, TieredCache } from '@tonearm/core';
import type { FakeClock } from '@tonearm/core/testing';
import { submittingBy } from './submitting-by.js';

/** A scheduler that lets nobody go first. */
export function withoutPriorities(scheduler: Scheduler): Scheduler {
  return submittingBy(scheduler, (spec) => scheduler.submit({ ...spec, priority: 'normal' }));
}

/** A scheduler that does equal work as often as it is asked for. */
export function withoutJoining(scheduler: Scheduler): Scheduler {
  return submittingBy(scheduler, ({ key: _, ...spec }) => scheduler.submit(spec));
}

/** A cache that remembers nothing. */
export class ForgetfulCache implements Cache<Resolution> {
  async get() {
    return undefined;
  }

  async set() {}

  async alias() {}

  async delete() {}

  async clear() {
    return 0;
  }

  async popular() {
    return [];
  }

  stats() {
    return {
      entries: 0,
      bytes: 0,
      hits: 0,
      staleHits: 0,
      misses: 0,
      evictions: 0,
      expired: 0,
      savedMs: 0,
      renewed: 0,
      renewedThenHit: 0,
    };
  }
}

/** The shipped cache, whose stale answers count as none. */
export class FreshOnlyCache extends TieredCache<Resolution> {
  constructor(clock: FakeClock) {
    super({ clock, logger: silentLogger, store: new MemoryStore(clock), purpose: 'resolutions', version: 1 });
  }

  override async get(key: string) {
    const hit = await super.get(key);
    return hit?.freshness === 'fresh' ? hit : undefined;
  }
}
