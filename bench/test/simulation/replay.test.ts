import { expect } from 'chai';
import { hitRate, replay } from '../../simulation/replay.js';
import { zipfTrace } from '../../simulation/zipf-trace.js';

const HOUR_MS = 3_600_000;
const aTrace = (seed = 1) => zipfTrace({ seed, requests: 1_500, tracks: 1_000, exponent: 1, durationMs: 48 * HOUR_MS });

describe('a Zipf trace', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(aTrace()).to.deep.equal(aTrace());
    expect(aTrace(2)).not.to.deep.equal(aTrace());
  });

  it('goes forward in time, and asks for the n-th track about 1/n as often as for the first', () => {
    const trace = zipfTrace({ seed: 1, requests: 20_000, tracks: 1_000, exponent: 1, durationMs: HOUR_MS });
    expect(trace.every(({ atMs }, index) => atMs >= (trace[index - 1]?.atMs ?? 0) && atMs < HOUR_MS)).to.equal(true);
    const asked = (track: number) => trace.filter((step) => step.track === track).length;
    expect(asked(0) / asked(9)).to.be.within(8, 12);
    expect(trace.every(({ track }) => track >= 0 && track < 1_000)).to.equal(true);
  });
});

describe('a replay of the same trace on the same cache', () => {
  const options = { bound: 200, freshForMs: 6 * HOUR_MS };

  it('hits more with renewals than without, and the same as ever without', async () => {
    const alone = await replay(aTrace(), { ...options, warmPerMinute: 0 });
    const again = await replay(aTrace(), { ...options, warmPerMinute: 0 });
    const warmed = await replay(aTrace(), { ...options, warmPerMinute: 6 });
    expect(again).to.deep.equal(alone);
    expect(hitRate(warmed)).to.be.above(hitRate(alone) * 1.05);
    expect(alone.figures).to.include({ renewed: 0 });
    expect(warmed.figures.renewed).to.be.above(50);
    expect(warmed.figures.renewedThenHit / warmed.figures.renewed, 'most of them serve someone').to.be.above(0.5);
    for (const { figures, lookups } of [alone, warmed]) {
      expect(figures.entries).to.be.at.most(options.bound);
      expect(figures.hits + figures.misses).to.equal(1_500);
      expect(lookups).to.equal(figures.misses + figures.renewed);
    }
  });

  it('hits less with a smaller cache: it is measured, not made up', async () => {
    const large = await replay(aTrace(), { ...options, warmPerMinute: 0 });
    const small = await replay(aTrace(), { ...options, bound: 20, warmPerMinute: 0 });
    expect(hitRate(small)).to.be.below(hitRate(large));
  });
});
