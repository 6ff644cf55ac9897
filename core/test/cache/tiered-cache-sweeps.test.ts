import { expect } from 'chai';
import type { FailingStore } from '../../src/testing/failing-store.js';
import { aTieredCache, LONG } from './a-tiered-cache.js';

describe('TieredCache sweeps away what is past its time', () => {
  it('now and then, a bounded number at a time, until nothing is left', async () => {
    const { clock, store, open } = aTieredCache();
    const cache = open();
    for (let index = 0; index < 120; index++) await cache.set(`k${index}`, index, { ttlMs: 1_000, staleMs: 1_000 });
    await cache.set('stays', 1, LONG);
    const removed = removals(store);
    await clock.advance(600_000);
    expect(removed).to.have.length(50);
    await clock.advance(2_000);
    expect(removed).to.have.length(120);
    expect(cache.stats()).to.include({ entries: 1, expired: 120, evictions: 0 });
    expect(await cache.get('stays')).to.have.property('value', 1);
  });

  it('from memory too, when the store is of no use', async () => {
    const { clock, store, open } = aTieredCache();
    const cache = open();
    store.failing = true;
    await cache.set('key', 1, { ttlMs: 1_000 });
    await clock.advance(600_000);
    expect(cache.stats()).to.include({ entries: 0, expired: 1 });
  });

  it('also what expired while nobody ran', async () => {
    const { clock, store, open } = aTieredCache();
    const first = open();
    for (const key of ['a', 'b']) await first.set(key, 1, { ttlMs: 1_000 });
    await first.close();
    clock.jump(2_000);
    const removed = removals(store);
    const second = open();
    await second.set('c', 1, LONG);
    await clock.advance(600_000);
    expect(removed).to.have.members(['a', 'b']);
  });

  it('and is closed only when the sweep under way has ended', async () => {
    const { clock, store, open } = aTieredCache();
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
    const { clock, open, onDisk } = aTieredCache();
    await open().set('key', 1, { ttlMs: 1_000, staleMs: 500 });
    clock.jump(1_499);
    expect(await onDisk()).to.equal(1);
    clock.jump(1);
    expect(await onDisk()).to.equal(0);
  });

  it('no more once it is closed', async () => {
    const { clock, open } = aTieredCache();
    const cache = open();
    await cache.set('key', 1, LONG);
    await clock.advance(600_000);
    await cache.close();
    expect(clock.pendingTimers).to.equal(0);
  });

  it('when it is asked to, says how much, and goes on by itself', async () => {
    const { clock, open, onDisk } = aTieredCache();
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
});

/** The keys that are removed from a store from now on. */
function removals({ inner }: FailingStore): readonly string[] {
  const removed: string[] = [];
  const remove = inner.remove.bind(inner);
  inner.remove = async (namespace, key) => {
    removed.push(key);
    await remove(namespace, key);
  };
  return removed;
}
