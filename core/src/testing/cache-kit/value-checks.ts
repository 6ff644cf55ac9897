import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { type CacheExam, LONG, ofACache } from './cache-exam.js';

/** What is remembered, and for how long. */
export const VALUE_CHECKS: readonly Check<CacheExam>[] = [
  ofACache('gives-back', 'gives back what was set, as JSON would', async ({ cache }) => {
    const value = { title: 'Für Elise 🎵', parts: [1, null, true, ''], empty: {} };
    await cache.set('key', value, LONG);
    const hit = await cache.get('key');
    assert.deepEqual([hit?.value, hit?.freshness], [value, 'fresh']);
  }),
  ofACache('knows-nothing-of-strangers', 'knows nothing of a key that was never set', async ({ cache, value }) => {
    await cache.set('key', 1, LONG);
    assert.equal(await value('nobody'), undefined);
  }),
  ofACache('remembers-nothing', 'remembers that there is nothing, when told so', async ({ cache }) => {
    await cache.set('nothing', null, LONG);
    assert.equal((await cache.get('nothing'))?.value, null);
  }),
  ofACache('keeps-its-own-copy', 'is not changed by what happens to a value after it was set', async (bench) => {
    const list = [1];
    await bench.cache.set('key', list, LONG);
    list.push(2);
    assert.deepEqual(await bench.value('key'), [1]);
  }),
  ofACache('ends-on-time', 'drops a value when its time is up, not before', async ({ cache, clock, value }) => {
    await cache.set('key', 1, { ttlMs: 1_000 });
    clock.jump(999);
    assert.equal(await value('key'), 1, 'a millisecond before its time');
    clock.jump(1);
    assert.equal(await value('key'), undefined, 'when its time is up');
  }),
  ofACache('serves-stale', 'serves a value as stale for as long as it may', async ({ cache, clock }) => {
    await cache.set('key', 1, { ttlMs: 1_000, staleMs: 500 });
    clock.jump(1_000);
    const hit = await cache.get('key');
    assert.deepEqual([hit?.value, hit?.freshness], [1, 'stale']);
    clock.jump(500);
    assert.equal(await cache.get('key'), undefined, 'after all of its time');
  }),
  ofACache('is-fresh-again', 'is fresh again when a stale value is set anew', async ({ cache, clock }) => {
    await cache.set('key', 1, { ttlMs: 1_000, staleMs: 500 });
    clock.jump(1_200);
    await cache.set('key', 2, { ttlMs: 1_000 });
    const hit = await cache.get('key');
    assert.deepEqual([hit?.value, hit?.freshness], [2, 'fresh']);
  }),
  ofACache('keeps-the-last', 'gives the last of several values set at once', async ({ cache, value }) => {
    await Promise.all([1, 2, 3].map((number) => cache.set('key', number, LONG)));
    assert.equal(await value('key'), 3);
  }),
  ofACache('deletes', 'forgets what was deleted, and nothing else', async ({ cache, value }) => {
    for (const key of ['a', 'b']) await cache.set(key, key, LONG);
    await cache.delete('a');
    await cache.delete('never was');
    assert.deepEqual([await value('a'), await value('b')], [undefined, 'b']);
  }),
  ofACache('clears', 'forgets everything when it is cleared', async ({ cache, value }) => {
    for (const key of ['a', 'b']) await cache.set(key, key, LONG);
    await cache.clear();
    assert.deepEqual([await value('a'), await value('b'), cache.stats().entries], [undefined, undefined, 0]);
  }),
  ofACache('counts-what-it-clears', 'says how many entries it forgot when it is cleared', async ({ cache }) => {
    assert.equal(await cache.clear(), 0, 'of an empty one');
    for (const key of ['a', 'b', 'c']) await cache.set(key, key, LONG);
    assert.equal(await cache.clear(), 3);
  }),
];
