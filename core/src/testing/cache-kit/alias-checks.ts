import assert from 'node:assert/strict';
import type { Check } from '../conformance/check.js';
import { type CacheExam, LONG, ofACache } from './cache-exam.js';

/** Keys that lead to others. */
export const ALIAS_CHECKS: readonly Check<CacheExam>[] = [
  ofACache('follows-an-alias', 'finds an entry under its alias too, whichever was there first', async (bench) => {
    const { cache, value } = bench;
    await cache.alias('short', 'long', LONG);
    assert.equal(await value('short'), undefined, 'before there is anything');
    await cache.set('long', 1, LONG);
    assert.equal(await value('short'), 1);
    await cache.set('long', 2, LONG);
    assert.equal(await value('short'), 2, 'after it was set again');
  }),
  ofACache('ends-an-alias', 'ends an alias when its time is up', async ({ cache, clock, value }) => {
    await cache.set('long', 1, LONG);
    await cache.alias('short', 'long', { ttlMs: 1_000 });
    clock.jump(1_000);
    assert.deepEqual([await value('short'), await value('long')], [undefined, 1]);
  }),
  ofACache('ends-an-alias-by-a-value', 'ends an alias with a value of its own', async ({ cache, value }) => {
    await cache.set('long', 1, LONG);
    await cache.alias('short', 'long', LONG);
    await cache.set('short', 2, LONG);
    assert.deepEqual([await value('short'), await value('long')], [2, 1]);
  }),
  ofACache('walks-in-no-circle', 'finds nothing where aliases lead in a circle', async ({ cache, value }) => {
    await cache.alias('a', 'b', LONG);
    await cache.alias('b', 'a', LONG);
    await cache.alias('c', 'c', LONG);
    assert.deepEqual([await value('a'), await value('c')], [undefined, undefined]);
  }),
];
