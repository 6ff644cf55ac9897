import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { type CacheExam, LONG, ofACache } from './cache-exam.js';

/** What a cache says of itself. */
export const ACCOUNT_CHECKS: readonly Check<CacheExam>[] = [
  ofACache('knows-what-is-popular', 'knows what is popular: by hits alone, the most popular first', async (bench) => {
    const { cache, clock } = bench;
    for (const key of ['set', 'a', 'b']) await cache.set(key, key, LONG);
    for (const key of ['a', 'b', 'b']) await cache.get(key);
    const [first, second, ...more] = await cache.popular();
    assert.deepEqual([first?.key, second?.key, more.length], ['b', 'a', 0]);
    assert.equal(first?.freshUntilMs, clock.now() + LONG.ttlMs, 'how long it is fresh');
    assert.ok((first?.expectedHits ?? 0) > (second?.expectedHits ?? 0), 'more hits are expected of the first');
  }),
  ofACache('counts-an-alias-for-its-target', 'counts a hit by an alias for what it leads to', async ({ cache }) => {
    await cache.set('long', 1, LONG);
    await cache.alias('short', 'long', LONG);
    await cache.get('short');
    assert.deepEqual(
      (await cache.popular()).map(({ key }) => key),
      ['long'],
    );
  }),
  ofACache('forgets-what-was-popular', 'calls nothing popular that is past its time', async ({ cache, clock }) => {
    await cache.set('key', 1, LONG);
    await cache.get('key');
    assert.equal((await cache.popular()).length, 1);
    clock.jump(LONG.ttlMs);
    assert.deepEqual(await cache.popular(), []);
  }),
  ofACache('counts-hits', 'counts hits, stale ones among them, and misses', async ({ cache, clock }) => {
    await cache.set('key', 1, { ttlMs: 1_000, staleMs: 500 });
    await cache.get('key');
    await cache.get('nobody');
    clock.jump(1_000);
    await cache.get('key');
    const { hits, staleHits, misses } = cache.stats();
    assert.deepEqual({ hits, staleHits, misses }, { hits: 2, staleHits: 1, misses: 1 });
  }),
  ofACache('counts-the-time-saved', 'counts the time saved, of values whose cost is known', async ({ cache }) => {
    await cache.set('key', 1, { ...LONG, costMs: 2_000 });
    await cache.set('gift', 1, LONG);
    for (const key of ['key', 'key', 'gift', 'nobody']) await cache.get(key);
    assert.equal(cache.stats().savedMs, 4_000);
  }),
  ofACache('counts-renewals', 'counts what was renewed ahead of time, and what of it was of use', async (bench) => {
    const { cache, clock } = bench;
    const account = () => [cache.stats().renewed, cache.stats().renewedThenHit];
    await cache.set('key', 1, { ttlMs: 1_000 });
    clock.jump(900);
    await cache.set('key', 2, { ttlMs: 1_000, ahead: true });
    await cache.get('key');
    assert.deepEqual(account(), [1, 0], 'while the old value would still have been fresh');
    clock.jump(200);
    for (let hit = 0; hit < 2; hit++) await cache.get('key');
    assert.deepEqual(account(), [1, 1], 'after that');
  }),
];
