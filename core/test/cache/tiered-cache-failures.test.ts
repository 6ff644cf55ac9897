import { expect } from 'chai';
import { aTieredCache, LONG } from './a-tiered-cache.js';

describe('TieredCache, over a store that fails or is slow,', () => {
  it('asks a failing store once in a while, not at every call', async () => {
    const { clock, store, open } = aTieredCache();
    const cache = open();
    store.failing = true;
    for (let index = 0; index < 100; index++) await cache.set(`k${index}`, index, LONG);
    expect(store.refusals).to.be.within(1, 3);
    clock.jump(5_000);
    await cache.get('nobody');
    expect(store.refusals).to.be.within(2, 5);
  });

  it('uses the store again when it has recovered, and what lay there too', async () => {
    const { clock, store, open } = aTieredCache();
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
    const { clock, store, open } = aTieredCache();
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

  it('never gives an old value that lay in a store which failed from the start', async () => {
    const { clock, store, open } = aTieredCache();
    await open().set('key', 'old', LONG);
    const cache = open({ memory: { entries: 1 } });
    store.failing = true;
    await cache.set('key', 'new', LONG);
    store.failing = false;
    clock.jump(5_000);
    await cache.set('other', 1, LONG);
    expect(await cache.get('key')).to.equal(undefined);
  });

  it('does not let a slow load bring back what was replaced meanwhile', async () => {
    const { open } = aTieredCache();
    await open().set('key', 'old', LONG);
    const cache = open();
    const slow = cache.get('key');
    await cache.set('key', 'new', LONG);
    await slow;
    expect(await cache.get('key')).to.have.property('value', 'new');
  });

  it('does not let a slow load bring back what was deleted meanwhile', async () => {
    const { open } = aTieredCache();
    await open().set('key', 'old', LONG);
    const cache = open();
    const slow = cache.get('key');
    await cache.delete('key');
    await slow;
    expect(await cache.get('key')).to.equal(undefined);
  });
});
