import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { SetupError } from '../../src/errors/setup-errors.js';
import { TieredCache, type TieredCacheOptions } from '../../src/cache/tiered-cache.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Json } from '../../src/store/store.js';
import type { CacheExam } from '../../src/testing/cache-kit/cache-exam.js';
import { itBehavesLikeACache } from '../../src/testing/cache-kit/cache-kit.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { aTemporaryFolder } from '../store/temporary-folder.js';
import { FailingStore } from '../../src/testing/failing-store.js';

const LONG = { ttlMs: 3_600_000 };

describe('TieredCache', () => {
  let clock: FakeClock;
  let store: FailingStore;

  beforeEach(() => {
    clock = new FakeClock();
    store = new FailingStore(new MemoryStore(clock));
  });

  function open(options: Partial<TieredCacheOptions> = {}): TieredCache<Json> {
    return new TieredCache<Json>({ store, purpose: 'test', version: 1, clock, logger: silentLogger, ...options });
  }

  /** How many records of the cache the store holds. */
  async function onDisk(): Promise<number> {
    return (await store.inner.keys('cache-test')).length;
  }

  /** As a bot opens it, with this much memory. */
  function overStore(memory: TieredCacheOptions['memory'] = {}): NonNullable<CacheExam['over']> {
    return ({ maxEntries: entries, ...parts }) => open({ ...parts, memory: { entries, ...memory }, disk: { entries } });
  }

  describe('over a store', () => {
    itBehavesLikeACache({
      name: 'tiered',
      make: (ownClock) => open({ clock: ownClock, store: new MemoryStore(ownClock) }),
      over: overStore(),
    });
  });

  describe('whose store fails', () => {
    itBehavesLikeACache({
      name: 'tiered, without its store',
      make: (ownClock) => {
        store.failing = true;
        return open({ clock: ownClock });
      },
    });
  });

  describe('with room for nothing in memory', () => {
    const memory = { bytes: 1 };
    itBehavesLikeACache({
      name: 'tiered, without memory',
      make: (ownClock) => open({ clock: ownClock, store: new MemoryStore(ownClock), memory }),
      over: overStore(memory),
    });
  });

  it('lets half of its memory go when it shrinks, the least recently used first, and still answers from the store', async () => {
    const cache = open();
    for (const key of ['a', 'b', 'c', 'd']) await cache.set(key, key, LONG);
    await cache.get('a');
    expect(cache.shrink()).to.equal(2);
    expect(await cache.get('a')).to.have.property('tier', 'memory');
    expect(await cache.get('b')).to.include({ value: 'b', tier: 'store' });
    expect(cache.stats()).to.include({ entries: 4, evictions: 0 });
  });

  it('drops what is past its time when it is asked to sweep, says how much, and goes on sweeping by itself', async () => {
    const cache = open();
    await cache.set('short', 1, { ttlMs: 1_000 });
    await cache.set('long', 2, LONG);
    await clock.advance(2_000);
    const timers = clock.pendingTimers;
    expect(await cache.sweep()).to.equal(1);
    expect(await onDisk()).to.equal(1);
    expect(await cache.sweep()).to.equal(0);
    expect(clock.pendingTimers, 'its timer is one, however often it was asked').to.equal(timers);
    await clock.advance(2 * LONG.ttlMs);
    expect(await onDisk()).to.equal(0);
    await cache.close();
    expect(await cache.sweep()).to.equal(0);
  });

  it('says which tier answered: memory first, the store after a restart, then memory again', async () => {
    const first = open();
    await first.set('key', 1, LONG);
    expect(await first.get('key')).to.have.property('tier', 'memory');
    const second = open();
    expect(await second.get('key')).to.deep.equal({ value: 1, freshness: 'fresh', tier: 'store' });
    expect(await second.get('key')).to.have.property('tier', 'memory');
  });

  it('keeps the cost and the times of an entry across a restart', async () => {
    await open().set('key', 1, { ttlMs: 1_000, staleMs: 1_000, costMs: 700 });
    clock.jump(1_500);
    const second = open();
    expect(await second.get('key')).to.have.property('freshness', 'stale');
    expect(second.stats().savedMs).to.equal(700);
  });

  it('takes what the hit itself cost off the time saved', async () => {
    await open().set('key', 1, { ...LONG, costMs: 700 });
    const cache = open();
    await cache.get('nobody');
    store.onLoad = () => clock.jump(40);
    await cache.get('key');
    expect(cache.stats().savedMs).to.equal(660);
  });

  it('lets the least recently used go first', async () => {
    const cache = open({ disk: { entries: 3 } });
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, LONG);
    await cache.get('a');
    await cache.set('d', 'd', LONG);
    const known = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await cache.get(key))?.value));
    expect(known).to.deep.equal(['a', undefined, 'c', 'd']);
    expect(cache.stats()).to.include({ entries: 3, evictions: 1 });
    expect(await onDisk()).to.equal(3);
  });

  it('still holds at most three entries after a restart, also one that nobody prepared for', async () => {
    const first = open({ disk: { entries: 3 } });
    for (let index = 0; index < 10; index++) await first.set(`k${index}`, index, LONG);
    const second = open({ disk: { entries: 3 } });
    for (let index = 10; index < 20; index++) await second.set(`k${index}`, index, LONG);
    expect(await onDisk()).to.equal(3);
    expect(second.stats().entries).to.equal(3);
  });

  it('comes inside smaller bounds after a restart, and keeps what was used last', async () => {
    const first = open();
    for (const key of ['a', 'b', 'c', 'd', 'e']) await first.set(key, key, LONG);
    await first.get('a');
    await first.close();
    const second = open({ disk: { entries: 2 } });
    expect(await second.get('a')).to.have.property('value', 'a');
    expect(await second.get('b')).to.equal(undefined);
    expect(await onDisk()).to.equal(2);
    expect(await second.get('e')).to.have.property('value', 'e');
  });

  it('writes the order of use down now and then, for the day that nobody closes it', async () => {
    const first = open();
    for (const key of ['a', 'b', 'c']) await first.set(key, key, LONG);
    await first.get('a');
    await clock.advance(60_000);
    const second = open({ disk: { entries: 1 } });
    expect(await second.get('a')).to.have.property('value', 'a');
  });

  it('holds its bytes in the store, and takes nothing that alone is too large', async () => {
    const cache = open({ disk: { bytes: 5_000 } });
    await cache.set('key', 'small', LONG);
    await cache.set('key', 'x'.repeat(6_000), LONG);
    expect(await onDisk()).to.equal(0);
    for (let index = 0; index < 10; index++) await cache.set(`k${index}`, 'x'.repeat(1_000), LONG);
    expect(await onDisk()).to.equal(4);
    const second = open({ disk: { bytes: 2_500 } });
    expect(await second.get('k9')).to.have.property('tier', 'store');
    expect(await onDisk()).to.equal(2);
  });

  it('holds its bytes in memory; what leaves is still in the store', async () => {
    const cache = open({ memory: { bytes: 2_500 } });
    for (const key of ['a', 'b', 'c']) await cache.set(key, 'x'.repeat(1_000), LONG);
    expect(await cache.get('c')).to.have.property('tier', 'memory');
    expect(await cache.get('a')).to.have.property('tier', 'store');
    expect(cache.stats()).to.include({ entries: 3, evictions: 0 });
  });

  it('reads nothing that another version of the value’s shape wrote', async () => {
    await open({ version: 1 }).set('key', { old: true }, LONG);
    const upgraded = open({ version: 2 });
    expect(await upgraded.get('key')).to.equal(undefined);
    expect(await onDisk()).to.equal(0);
  });

  it('shares a store with a cache for another purpose', async () => {
    const others = open({ purpose: 'streams' });
    const cache = open();
    await others.set('key', 'theirs', LONG);
    await cache.set('key', 'ours', LONG);
    await cache.clear();
    expect(await others.get('key')).to.have.property('value', 'theirs');
  });

  it('asks a failing store once in a while, not at every call', async () => {
    const cache = open();
    store.failing = true;
    for (let index = 0; index < 100; index++) await cache.set(`k${index}`, index, LONG);
    expect(store.refusals).to.be.within(1, 3);
    clock.jump(5_000);
    await cache.get('nobody');
    expect(store.refusals).to.be.within(2, 5);
  });

  it('uses the store again when it has recovered, and what lay there too', async () => {
    const cache = open();
    await cache.set('before', 1, LONG);
    store.failing = true;
    await cache.set('during', 2, LONG);
    store.failing = false;
    clock.jump(5_000);
    await cache.set('after', 3, LONG);
    const second = open();
    expect(await second.get('before')).to.have.property('value', 1);
    expect(await second.get('after')).to.have.property('value', 3);
  });

  it('never gives an old value that the store could not replace or delete', async () => {
    const cache = open({ memory: { entries: 1 } });
    await cache.set('replaced', 'old', LONG);
    await cache.set('deleted', 'old', LONG);
    store.failing = true;
    await cache.set('replaced', 'new', LONG);
    await cache.delete('deleted');
    await cache.set('other', 1, LONG);
    store.failing = false;
    clock.jump(5_000);
    expect(await cache.get('replaced')).to.equal(undefined);
    expect(await cache.get('deleted')).to.equal(undefined);
    await cache.set('another', 1, LONG);
    expect(await store.inner.keys('cache-test')).to.deep.equal(['another']);
  });

  it('does not let a slow load bring back what was replaced meanwhile', async () => {
    await open().set('key', 'old', LONG);
    const cache = open();
    const slow = cache.get('key');
    await cache.set('key', 'new', LONG);
    await slow;
    expect(await cache.get('key')).to.have.property('value', 'new');
  });

  it('does not let a slow load bring back what was deleted meanwhile', async () => {
    await open().set('key', 'old', LONG);
    const cache = open();
    const slow = cache.get('key');
    await cache.delete('key');
    await slow;
    expect(await cache.get('key')).to.equal(undefined);
  });

  it('never gives an old value that lay in a store which failed from the start', async () => {
    await open().set('key', 'old', LONG);
    const cache = open({ memory: { entries: 1 } });
    store.failing = true;
    await cache.set('key', 'new', LONG);
    store.failing = false;
    clock.jump(5_000);
    await cache.set('other', 1, LONG);
    expect(await cache.get('key')).to.equal(undefined);
  });

  describe('knows what is popular', () => {
    const popularKeys = async (cache: TieredCache<Json>) => (await cache.popular()).map(({ key }) => key);

    it('by hits and never by what was merely set, the most popular first', async () => {
      const cache = open();
      for (let time = 0; time < 5; time++) await cache.set('set often', time, LONG);
      for (const key of ['asked', 'asked twice']) await cache.set(key, 1, LONG);
      for (const key of ['asked', 'asked twice', 'asked twice', 'nobody']) await cache.get(key);
      expect(await popularKeys(cache)).to.deep.equal(['asked twice', 'asked']);
    });

    it('counting an alias for what it leads to', async () => {
      const cache = open();
      await cache.set('long', 1, LONG);
      await cache.alias('short', 'long', LONG);
      await cache.get('short');
      expect(await popularKeys(cache)).to.deep.equal(['long']);
    });

    it('with the time it stays fresh, and the hits that one more lifetime would see', async () => {
      const cache = open({ popularityHalfLifeMs: 1_000 });
      await cache.set('key', 1, { ttlMs: 2_000, staleMs: 500 });
      await cache.get('key');
      const freshUntilMs = clock.now() + 2_000;
      const [entry] = await cache.popular();
      expect(entry).to.include({ key: 'key', freshUntilMs });
      expect(entry?.expectedHits).to.be.closeTo(2 * Math.LN2, 1e-9);
    });

    it('across a restart, closed or not, also of what memory has not seen since', async () => {
      const first = open();
      for (const key of ['a', 'b']) await first.set(key, 1, LONG);
      for (const key of ['a', 'b', 'b']) await first.get(key);
      await first.close();
      const second = open();
      expect(await popularKeys(second)).to.deep.equal(['b', 'a']);
      for (let hit = 0; hit < 3; hit++) await second.get('a');
      await clock.advance(60_000);
      expect(await popularKeys(open())).to.deep.equal(['a', 'b']);
    });

    it('and leaves out what has expired, left, or was cleared', async () => {
      const cache = open({ disk: { entries: 2 } });
      for (const key of ['left', 'brief', 'long']) {
        await cache.set(key, 1, key === 'brief' ? { ttlMs: 1_000 } : LONG);
        await cache.get(key);
      }
      expect(await popularKeys(cache)).to.have.members(['brief', 'long']);
      clock.jump(1_000);
      expect(await popularKeys(cache)).to.deep.equal(['long']);
      await cache.clear();
      await cache.set('long', 1, LONG);
      expect(await popularKeys(cache)).to.deep.equal([]);
    });

    it('reading no more than a hundred records of the store at a time', async () => {
      const first = open();
      for (let index = 0; index < 150; index++) {
        await first.set(`k${index}`, index, LONG);
        await first.get(`k${index}`);
      }
      await first.close();
      const second = open();
      await second.get('nobody');
      let loads = 0;
      store.onLoad = () => {
        loads += 1;
      };
      expect(await second.popular()).to.have.length(100);
      expect(loads).to.equal(100);
      expect(await second.popular()).to.have.length(150);
      expect(loads).to.equal(150);
    });

    it('without counting the look as a use', async () => {
      const cache = open({ disk: { entries: 2 } });
      for (const key of ['a', 'b']) await cache.set(key, 1, LONG);
      await cache.get('a');
      await cache.get('b');
      await cache.popular();
      await cache.set('c', 1, LONG);
      expect(await cache.get('a')).to.equal(undefined);
    });
  });

  it('counts what was renewed ahead of time, and as useful what was hit when the old one would have aged', async () => {
    const cache = open();
    await cache.set('key', 1, { ttlMs: 1_000 });
    clock.jump(900);
    await cache.set('key', 2, { ttlMs: 1_000, ahead: true });
    await cache.get('key');
    expect(cache.stats()).to.include({ renewed: 1, renewedThenHit: 0 });
    clock.jump(100);
    for (let hit = 0; hit < 3; hit++) await cache.get('key');
    expect(cache.stats()).to.include({ renewed: 1, renewedThenHit: 1 });
    await cache.set('key', 3, { ttlMs: 1_000, ahead: true });
    await cache.set('key', 4, { ttlMs: 10_000 });
    clock.jump(2_000);
    await cache.get('key');
    expect(cache.stats(), 'somebody asked before it helped').to.include({ renewed: 2, renewedThenHit: 1 });
  });

  it('says how many entries and bytes there are, and how many it cleared, those from before a restart too', async () => {
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

  describe('sweeps away what is past its time', () => {
    /** The keys that are removed from the store from now on. */
    const removals = (): string[] => {
      const removed: string[] = [];
      const { inner } = store;
      const remove = inner.remove.bind(inner);
      inner.remove = async (namespace, key) => {
        removed.push(key);
        await remove(namespace, key);
      };
      return removed;
    };

    it('now and then, a bounded number at a time, until nothing is left', async () => {
      const cache = open();
      for (let index = 0; index < 120; index++) await cache.set(`k${index}`, index, { ttlMs: 1_000, staleMs: 1_000 });
      await cache.set('stays', 1, LONG);
      const removed = removals();
      await clock.advance(600_000);
      expect(removed).to.have.length(50);
      await clock.advance(2_000);
      expect(removed).to.have.length(120);
      expect(cache.stats()).to.include({ entries: 1, expired: 120, evictions: 0 });
      expect(await cache.get('stays')).to.have.property('value', 1);
    });

    it('from memory too, when the store is of no use', async () => {
      const cache = open();
      store.failing = true;
      await cache.set('key', 1, { ttlMs: 1_000 });
      await clock.advance(600_000);
      expect(cache.stats()).to.include({ entries: 0, expired: 1 });
    });

    it('also what expired while nobody ran', async () => {
      const first = open();
      for (const key of ['a', 'b']) await first.set(key, 1, { ttlMs: 1_000 });
      await first.close();
      clock.jump(2_000);
      const removed = removals();
      const second = open();
      await second.set('c', 1, LONG);
      await clock.advance(600_000);
      expect(removed).to.have.members(['a', 'b']);
    });

    it('and is closed only when the sweep under way has ended', async () => {
      const cache = open();
      await cache.set('key', 1, { ttlMs: 1_000 });
      const { inner } = store;
      const removal = Promise.withResolvers<void>();
      inner.remove = () => removal.promise;
      await clock.advance(600_000);
      let closed = false;
      const closing = cache.close().then(() => {
        closed = true;
      });
      await clock.advance(0);
      expect(closed).to.equal(false);
      removal.resolve();
      await closing;
    });

    it('and tells the store when that is, should nobody come to sweep', async () => {
      await open().set('key', 1, { ttlMs: 1_000, staleMs: 500 });
      clock.jump(1_499);
      expect(await onDisk()).to.equal(1);
      clock.jump(1);
      expect(await onDisk()).to.equal(0);
    });

    it('no more once it is closed', async () => {
      const cache = open();
      await cache.set('key', 1, LONG);
      await clock.advance(600_000);
      await cache.close();
      expect(clock.pendingTimers).to.equal(0);
    });
  });

  describe('accounts for the time saved', () => {
    const costs = fc.option(fc.nat(5_000), { nil: undefined });
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), costs, fc.array(fc.nat(400))), { maxLength: 20 });

    /** Sets and then hits; every hit reads the store, and takes as long as it says. */
    async function play(script: readonly (readonly [string, number | undefined, readonly number[]])[]) {
      const account = { costMs: 0, spentMs: 0 };
      const cache = open({ memory: { bytes: 1 } });
      await cache.get('nobody');
      for (const [key, costMs, hits] of script) {
        await cache.set(key, 1, { ttlMs: 1e9, ...(costMs !== undefined && { costMs }) });
        for (const hitMs of hits) {
          store.onLoad = () => clock.jump(hitMs);
          await cache.get(key);
          if (costMs === undefined) continue;
          account.costMs += costMs;
          account.spentMs += hitMs;
        }
      }
      return { ...account, savedMs: cache.stats().savedMs };
    }

    it('as what the hits’ entries had cost, minus what the hits took: neither more nor less', async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (script) => {
          const { costMs, spentMs, savedMs } = await play(script);
          expect(savedMs).to.be.closeTo(costMs - spentMs, 1e-6);
        }),
      );
    });

    it('never below zero while no hit takes longer than the making, and below it when all do', async () => {
      const quick = steps.map((script) =>
        script.map(([key, costMs, hits]) => [key, costMs, hits.map((hitMs) => Math.min(hitMs, costMs ?? 0))] as const),
      );
      await fc.assert(
        fc.asyncProperty(quick, async (script) => {
          expect((await play(script)).savedMs).to.be.at.least(0);
        }),
      );
      expect((await play([['a', 10, [30]]])).savedMs).to.equal(-20);
    });
  });

  it('refuses bounds that make no sense', () => {
    expect(() => open({ disk: { entries: 0 } })).to.throw(SetupError, 'disk.entries');
    expect(() => open({ memory: { bytes: Number.NaN } })).to.throw(SetupError, 'memory.bytes');
    expect(() => open({ memory: JSON.parse('{"byte":5}') })).to.throw(SetupError, 'memory.byte is not known');
    expect(() => open({ version: 1.5 })).to.throw(
      SetupError,
      'version has to be a whole number of at least 0, not 1.5',
    );
    expect(() => open({ popularityHalfLifeMs: 0 })).to.throw(SetupError, 'has to be above 0 milliseconds, not 0');
  });

  describe('over SQLite', () => {
    const folder = aTemporaryFolder();

    it('answers from the disk after the database was closed and opened', async () => {
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
