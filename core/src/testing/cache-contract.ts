import { expect } from 'chai';
import type { Cache } from '../cache/cache.js';
import type { Clock } from '../runtime/clock.js';
import type { Json } from '../store/store.js';
import { FakeClock } from './fake-clock.js';

const MINUTE_MS = 60_000;

/**
 * What every cache promises. Call it inside a `describe`.
 * @param make a fresh, empty cache with room for ten small values at least, that tells the time by the clock
 */
export function itBehavesLikeACache(make: (clock: Clock) => Promise<Cache<Json>>): void {
  let clock: FakeClock;
  let cache: Cache<Json>;

  beforeEach(async () => {
    clock = new FakeClock();
    cache = await make(clock);
  });

  async function valueUnder(key: string): Promise<Json | undefined> {
    return (await cache.get(key))?.value;
  }

  it('gives back what was set, fresh', async () => {
    await cache.set('key', { title: 'Für Elise 🎵', parts: [1, null] }, { ttlMs: MINUTE_MS });
    const hit = await cache.get('key');
    expect(hit?.value).to.deep.equal({ title: 'Für Elise 🎵', parts: [1, null] });
    expect(hit?.freshness).to.equal('fresh');
  });

  it('knows nothing of a key that was never set', async () => {
    expect(await cache.get('nobody')).to.equal(undefined);
  });

  it('remembers that there is nothing, when told so', async () => {
    await cache.set('nothing', null, { ttlMs: MINUTE_MS });
    expect(await cache.get('nothing')).to.have.property('value', null);
  });

  it('drops a value when its time is up, not before', async () => {
    await cache.set('key', 1, { ttlMs: 1_000 });
    clock.jump(999);
    expect(await valueUnder('key')).to.equal(1);
    clock.jump(1);
    expect(await valueUnder('key')).to.equal(undefined);
  });

  it('serves a value as stale for as long as it may', async () => {
    await cache.set('key', 1, { ttlMs: 1_000, staleMs: 500 });
    clock.jump(1_000);
    expect(await cache.get('key')).to.deep.include({ value: 1, freshness: 'stale' });
    clock.jump(500);
    expect(await cache.get('key')).to.equal(undefined);
    expect(cache.stats()).to.include({ hits: 1, staleHits: 1, misses: 1 });
  });

  it('is fresh again when a stale value is set anew', async () => {
    await cache.set('key', 1, { ttlMs: 1_000, staleMs: 500 });
    clock.jump(1_200);
    await cache.set('key', 2, { ttlMs: 1_000 });
    expect(await cache.get('key')).to.deep.include({ value: 2, freshness: 'fresh' });
  });

  it('gives the last of several values set at once', async () => {
    await Promise.all([1, 2, 3].map((value) => cache.set('key', value, { ttlMs: MINUTE_MS })));
    expect(await valueUnder('key')).to.equal(3);
  });

  it('forgets what was deleted, and everything when cleared', async () => {
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, { ttlMs: MINUTE_MS });
    await cache.delete('a');
    expect([await valueUnder('a'), await valueUnder('b')]).to.deep.equal([undefined, 'b']);
    await cache.clear();
    expect([await valueUnder('b'), await valueUnder('c')]).to.deep.equal([undefined, undefined]);
    expect(cache.stats().entries).to.equal(0);
  });

  it('is not changed by what happens to a value after it was set', async () => {
    const list = [1];
    await cache.set('key', list, { ttlMs: MINUTE_MS });
    list.push(2);
    expect(await valueUnder('key')).to.deep.equal([1]);
  });

  it('finds an entry under its alias too, whichever was there first', async () => {
    await cache.alias('short', 'long', { ttlMs: MINUTE_MS });
    expect(await cache.get('short')).to.equal(undefined);
    await cache.set('long', 1, { ttlMs: MINUTE_MS });
    expect(await valueUnder('short')).to.equal(1);
    await cache.set('long', 2, { ttlMs: MINUTE_MS });
    expect(await valueUnder('short')).to.equal(2);
  });

  it('ends an alias with its time, or with a value of its own', async () => {
    await cache.set('long', 1, { ttlMs: MINUTE_MS });
    await cache.alias('short', 'long', { ttlMs: 1_000 });
    clock.jump(1_000);
    expect(await valueUnder('short')).to.equal(undefined);
    await cache.alias('short', 'long', { ttlMs: 1_000 });
    await cache.set('short', 2, { ttlMs: 1_000 });
    expect([await valueUnder('short'), await valueUnder('long')]).to.deep.equal([2, 1]);
  });

  it('does not walk in circles', async () => {
    await cache.alias('a', 'b', { ttlMs: MINUTE_MS });
    await cache.alias('b', 'a', { ttlMs: MINUTE_MS });
    await cache.alias('c', 'c', { ttlMs: MINUTE_MS });
    expect([await valueUnder('a'), await valueUnder('c')]).to.deep.equal([undefined, undefined]);
  });

  it('says how many entries it forgot when it is cleared', async () => {
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, { ttlMs: MINUTE_MS });
    expect([await cache.clear(), await cache.clear()]).to.deep.equal([3, 0]);
  });

  it('knows what is popular: by hits alone, the most popular first, an alias counting for what it leads to', async () => {
    for (const key of ['set', 'a', 'b']) await cache.set(key, key, { ttlMs: MINUTE_MS });
    await cache.alias('c', 'b', { ttlMs: MINUTE_MS });
    const freshUntilMs = clock.now() + MINUTE_MS;
    for (const key of ['a', 'b', 'c']) await cache.get(key);
    const popular = await cache.popular();
    expect(popular.map(({ key }) => key)).to.deep.equal(['b', 'a']);
    const [first, second] = popular;
    expect(first).to.have.property('freshUntilMs', freshUntilMs);
    expect(first?.expectedHits).to.be.above(second?.expectedHits ?? Number.NaN);
    clock.jump(MINUTE_MS);
    expect(await cache.popular()).to.deep.equal([]);
  });

  it('counts what was renewed ahead of time apart, and what of it was hit when the old value had aged', async () => {
    await cache.set('key', 1, { ttlMs: 1_000 });
    clock.jump(900);
    await cache.set('key', 2, { ttlMs: 1_000, ahead: true });
    await cache.get('key');
    expect(cache.stats()).to.include({ renewed: 1, renewedThenHit: 0 });
    clock.jump(100);
    for (let hit = 0; hit < 2; hit++) await cache.get('key');
    expect(cache.stats()).to.include({ renewed: 1, renewedThenHit: 1 });
  });

  it('counts hits, misses and the time saved: what the value had cost, minus what the hit costs', async () => {
    await cache.get('key');
    await cache.set('key', 1, { ttlMs: MINUTE_MS, costMs: 2_000 });
    await cache.set('gift', 1, { ttlMs: MINUTE_MS });
    await cache.alias('short', 'key', { ttlMs: MINUTE_MS });
    for (const key of ['key', 'key', 'short', 'gift', 'nobody']) await cache.get(key);
    const { hits, misses, savedMs } = cache.stats();
    expect({ hits, misses, savedMs }).to.deep.equal({ hits: 4, misses: 2, savedMs: 6_000 });
  });
}
