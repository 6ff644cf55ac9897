import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import { aTieredCache, LONG } from './a-tiered-cache.js';

describe('TieredCache, in its bounds,', () => {
  it('lets the least recently used go first', async () => {
    const { open, onDisk } = aTieredCache();
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
    const { open, onDisk } = aTieredCache();
    const first = open({ disk: { entries: 3 } });
    for (let index = 0; index < 10; index++) await first.set(`k${index}`, index, LONG);
    const second = open({ disk: { entries: 3 } });
    for (let index = 10; index < 20; index++) await second.set(`k${index}`, index, LONG);
    expect(await onDisk()).to.equal(3);
    expect(second.stats().entries).to.equal(3);
  });

  it('comes inside smaller bounds after a restart, and keeps what was used last', async () => {
    const { open, onDisk } = aTieredCache();
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
    const { clock, open } = aTieredCache();
    const first = open();
    for (const key of ['a', 'b', 'c']) await first.set(key, key, LONG);
    await first.get('a');
    await clock.advance(60_000);
    const second = open({ disk: { entries: 1 } });
    expect(await second.get('a')).to.have.property('value', 'a');
  });

  it('holds its bytes in the store, and takes nothing that alone is too large', async () => {
    const { open, onDisk } = aTieredCache();
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
    const { open } = aTieredCache();
    const cache = open({ memory: { bytes: 2_500 } });
    for (const key of ['a', 'b', 'c']) await cache.set(key, 'x'.repeat(1_000), LONG);
    expect(await cache.get('c')).to.have.property('tier', 'memory');
    expect(await cache.get('a')).to.have.property('tier', 'store');
    expect(cache.stats()).to.include({ entries: 3, evictions: 0 });
  });

  it('lets half of its memory go when it shrinks, the least recently used first, and still answers from the store', async () => {
    const { open } = aTieredCache();
    const cache = open();
    for (const key of ['a', 'b', 'c', 'd']) await cache.set(key, key, LONG);
    await cache.get('a');
    expect(cache.shrink()).to.equal(2);
    expect(await cache.get('a')).to.have.property('tier', 'memory');
    expect(await cache.get('b')).to.include({ value: 'b', tier: 'store' });
    expect(cache.stats()).to.include({ entries: 4, evictions: 0 });
  });

  it('refuses bounds that make no sense', () => {
    const { open } = aTieredCache();
    expect(() => open({ disk: { entries: 0 } })).to.throw(SetupError, 'disk.entries');
    expect(() => open({ memory: { bytes: Number.NaN } })).to.throw(SetupError, 'memory.bytes');
    expect(() => open({ memory: JSON.parse('{"byte":5}') })).to.throw(SetupError, 'memory.byte is not known');
    expect(() => open({ version: 1.5 })).to.throw(
      SetupError,
      'version has to be a whole number of at least 0, not 1.5',
    );
    expect(() => open({ popularityHalfLifeMs: 0 })).to.throw(SetupError, 'has to be above 0 milliseconds, not 0');
  });
});
