import { join } from 'node:path';
import { expect } from 'chai';
import type { TieredCacheOptions } from '../../src/cache/tiered-cache.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { CacheExam } from '../../src/testing/cache-kit/cache-exam.js';
import { itBehavesLikeACache } from '../../src/testing/cache-kit/cache-kit.js';
import { FailingStore } from '../../src/testing/failing-store.js';
import { aTemporaryFolder } from '../store/temporary-folder.js';
import { aTieredCache, LONG } from './a-tiered-cache.js';

describe('TieredCache', () => {
  const { open } = aTieredCache();

  describe('over a store', () => {
    itBehavesLikeACache({
      name: 'tiered',
      make: (clock) => open({ clock, store: new MemoryStore(clock) }),
      over: overStore(),
    });
  });

  describe('whose store fails', () => {
    itBehavesLikeACache({
      name: 'tiered, without its store',
      make: (clock) => {
        const store = new FailingStore(new MemoryStore(clock));
        store.failing = true;
        return open({ clock, store });
      },
    });
  });

  describe('with room for nothing in memory', () => {
    const memory = { bytes: 1 };
    itBehavesLikeACache({
      name: 'tiered, without memory',
      make: (clock) => open({ clock, store: new MemoryStore(clock), memory }),
      over: overStore(memory),
    });
  });

  it('says which tier answered: memory first, the store after a restart, then memory again', async () => {
    const { open } = aTieredCache();
    const first = open();
    await first.set('key', 1, LONG);
    expect(await first.get('key')).to.have.property('tier', 'memory');
    const second = open();
    expect(await second.get('key')).to.deep.equal({ value: 1, freshness: 'fresh', tier: 'store' });
    expect(await second.get('key')).to.have.property('tier', 'memory');
  });

  it('keeps the cost and the times of an entry across a restart', async () => {
    const { clock, open } = aTieredCache();
    await open().set('key', 1, { ttlMs: 1_000, staleMs: 1_000, costMs: 700 });
    clock.jump(1_500);
    const second = open();
    expect(await second.get('key')).to.have.property('freshness', 'stale');
    expect(second.stats().savedMs).to.equal(700);
  });

  it('reads nothing that another version of the value’s shape wrote', async () => {
    const { open, onDisk } = aTieredCache();
    await open({ version: 1 }).set('key', { old: true }, LONG);
    const upgraded = open({ version: 2 });
    expect(await upgraded.get('key')).to.equal(undefined);
    expect(await onDisk()).to.equal(0);
  });

  it('shares a store with a cache for another purpose', async () => {
    const { open } = aTieredCache();
    const others = open({ purpose: 'streams' });
    const cache = open();
    await others.set('key', 'theirs', LONG);
    await cache.set('key', 'ours', LONG);
    await cache.clear();
    expect(await others.get('key')).to.have.property('value', 'theirs');
  });

  it('says how many entries and bytes there are, and how many it cleared, those from before a restart too', async () => {
    const { store, open, onDisk } = aTieredCache();
    const first = open();
    for (const key of ['a', 'b', 'c']) await first.set(key, 'x'.repeat(1_000), LONG);
    expect(first.stats()).to.include({ entries: 3 });
    expect(first.stats().bytes).to.be.within(3_000, 4_000);
    expect(await open().clear()).to.equal(3);
    expect(await onDisk()).to.equal(0);
    store.failing = true;
    const inMemory = open();
    await inMemory.set('a', 'x'.repeat(1_000), LONG);
    expect(inMemory.stats().bytes).to.be.within(1_000, 1_400);
    expect(await inMemory.clear()).to.equal(1);
  });

  describe('over SQLite', () => {
    const folder = aTemporaryFolder();

    it('answers from the disk after the database was closed and opened', async () => {
      const { clock, open } = aTieredCache();
      const uri = join(folder, 'cache.sqlite');
      const before = await openStore({ uri, clock, logger: silentLogger });
      const first = open({ store: before, disk: { entries: 2 } });
      for (const key of ['a', 'b', 'c']) await first.set(key, { key }, LONG);
      await first.close();
      await before.close();
      const after = await openStore({ uri, clock, logger: silentLogger });
      const second = open({ store: after, disk: { entries: 2 } });
      expect(await second.get('a')).to.equal(undefined);
      expect(await second.get('c')).to.deep.equal({ value: { key: 'c' }, freshness: 'fresh', tier: 'store' });
      expect(await after.keys('cache-test')).to.have.length(2);
      await after.close();
    });
  });
});

/** As a bot opens it, with this much memory. */
function overStore(memory: TieredCacheOptions['memory'] = {}): NonNullable<CacheExam['over']> {
  const { open } = aTieredCache();
  return ({ maxEntries: entries, ...parts }) => open({ ...parts, memory: { entries, ...memory }, disk: { entries } });
}
