import { expect } from 'chai';
import fc from 'fast-check';
import { PoolSize } from '../../src/scheduler/pool-size.js';

/** A load that comes in even steps: the sizes it leads to, one for each arrival. */
function under(size: PoolSize, load: { fromMs: number; forMs: number; everyMs: number; serviceMs: number }): number[] {
  const sizes: number[] = [];
  for (let nowMs = load.fromMs; nowMs < load.fromMs + load.forMs; nowMs += load.everyMs) {
    size.arrived(nowMs);
    size.served(load.serviceMs);
    sizes.push(size.review(nowMs, 0));
  }
  return sizes;
}

describe('PoolSize', () => {
  const bounds = { minWorkers: 1, maxWorkers: 20 };

  it("follows Little's law, with a fifth to spare", () => {
    const size = new PoolSize(bounds);
    // 4 per second, 2 s each: 8 are busy on average, 10 are wanted.
    expect(under(size, { fromMs: 0, forMs: 300_000, everyMs: 250, serviceMs: 2_000 }).at(-1)).to.be.within(10, 11);
  });

  it('grows at once for what waits, and stays between its bounds', () => {
    const size = new PoolSize({ minWorkers: 3, maxWorkers: 6 });
    expect(size.review(0, 0)).to.equal(3);
    expect(size.review(0, 35)).to.equal(4);
    expect(size.review(0, 1_000)).to.equal(6);
  });

  it('shrinks only after half a minute in which fewer were enough, to the most that was wanted meanwhile', () => {
    const size = new PoolSize(bounds);
    size.served(10_000);
    expect(size.review(0, 8)).to.equal(8);
    expect(size.review(1_000, 2)).to.equal(8);
    expect(size.review(20_000, 5)).to.equal(8);
    expect(size.review(30_999, 1)).to.equal(8);
    expect(size.review(31_000, 1)).to.equal(5);
    expect(size.review(32_000, 1)).to.equal(5);
    expect(size.review(62_000, 0)).to.equal(1);
  });

  it('does not flap under a load that comes and goes faster than that', () => {
    const size = new PoolSize(bounds);
    size.served(10_000);
    const sizes: number[] = [];
    for (let nowMs = 0; nowMs < 600_000; nowMs += 5_000) sizes.push(size.review(nowMs, nowMs % 20_000 === 0 ? 12 : 0));
    expect(new Set(sizes)).to.deep.equal(new Set([12]));
  });

  it('keeps what it measured when its bounds change', () => {
    const size = new PoolSize(bounds);
    size.served(10_000);
    size.bound({ minWorkers: 2, maxWorkers: 4 });
    expect(size.meanServiceMs).to.equal(10_000);
    expect(size.review(0, 100)).to.equal(4);
    expect(size.review(1, 0)).to.equal(4);
  });

  it('never leaves its bounds, and falls at most once in half a minute, whatever happens', () => {
    const step = fc.record({
      afterMs: fc.nat(20_000),
      waiting: fc.nat(200),
      tookMs: fc.nat(60_000),
      arrivals: fc.nat(5),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const size = new PoolSize({ minWorkers: 2, maxWorkers: 9 });
        let nowMs = 0;
        let last = 2;
        let fellMs = Number.NEGATIVE_INFINITY;
        for (const { afterMs, waiting, tookMs, arrivals } of steps) {
          nowMs += afterMs;
          for (let arrival = 0; arrival < arrivals; arrival++) size.arrived(nowMs);
          size.served(tookMs);
          const now = size.review(nowMs, waiting);
          expect(now).to.be.within(2, 9);
          if (now < last) {
            expect(nowMs - fellMs).to.be.at.least(30_000);
            fellMs = nowMs;
          }
          last = now;
        }
      }),
    );
  });
});
