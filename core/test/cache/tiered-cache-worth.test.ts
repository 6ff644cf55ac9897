import { expect } from 'chai';
import fc from 'fast-check';
import type { TieredCache } from '../../src/cache/tiered-cache.js';
import type { Json } from '../../src/store/store.js';
import { aTieredCache, LONG } from './a-tiered-cache.js';

describe('TieredCache, of what it is worth,', () => {
  it('takes what the hit itself cost off the time saved', async () => {
    const { clock, store, open } = aTieredCache();
    await open().set('key', 1, { ...LONG, costMs: 700 });
    const cache = open();
    await cache.get('nobody');
    store.onLoad = () => clock.jump(40);
    await cache.get('key');
    expect(cache.stats().savedMs).to.equal(660);
  });

  it('counts what was renewed ahead of time, and as useful what was hit when the old one would have aged', async () => {
    const { clock, open } = aTieredCache();
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

  describe('knows what is popular', () => {
    const popularKeys = async (cache: TieredCache<Json>) => (await cache.popular()).map(({ key }) => key);

    it('by hits and never by what was merely set, the most popular first', async () => {
      const { open } = aTieredCache();
      const cache = open();
      for (let time = 0; time < 5; time++) await cache.set('set often', time, LONG);
      for (const key of ['asked', 'asked twice']) await cache.set(key, 1, LONG);
      for (const key of ['asked', 'asked twice', 'asked twice', 'nobody']) await cache.get(key);
      expect(await popularKeys(cache)).to.deep.equal(['asked twice', 'asked']);
    });

    it('counting an alias for what it leads to', async () => {
      const { open } = aTieredCache();
      const cache = open();
      await cache.set('long', 1, LONG);
      await cache.alias('short', 'long', LONG);
      await cache.get('short');
      expect(await popularKeys(cache)).to.deep.equal(['long']);
    });

    it('with the time it stays fresh, and the hits that one more lifetime would see', async () => {
      const { clock, open } = aTieredCache();
      const cache = open({ popularityHalfLifeMs: 1_000 });
      await cache.set('key', 1, { ttlMs: 2_000, staleMs: 500 });
      await cache.get('key');
      const freshUntilMs = clock.now() + 2_000;
      const [entry] = await cache.popular();
      expect(entry).to.include({ key: 'key', freshUntilMs });
      expect(entry?.expectedHits).to.be.closeTo(2 * Math.LN2, 1e-9);
    });

    it('across a restart, closed or not, also of what memory has not seen since', async () => {
      const { clock, open } = aTieredCache();
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
      const { clock, open } = aTieredCache();
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
      const { store, open } = aTieredCache();
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
      const { open } = aTieredCache();
      const cache = open({ disk: { entries: 2 } });
      for (const key of ['a', 'b']) await cache.set(key, 1, LONG);
      await cache.get('a');
      await cache.get('b');
      await cache.popular();
      await cache.set('c', 1, LONG);
      expect(await cache.get('a')).to.equal(undefined);
    });
  });

  describe('accounts for the time saved', () => {
    const costs = fc.option(fc.nat(5_000), { nil: undefined });
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), costs, fc.array(fc.nat(400))), { maxLength: 20 });

    /** Sets and then hits; every hit reads the store, and takes as long as it says. */
    async function play(script: readonly (readonly [string, number | undefined, readonly number[]])[]) {
      const { clock, store, open } = aTieredCache();
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
});
