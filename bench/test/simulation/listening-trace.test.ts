import { expect } from 'chai';
import { listeningTrace } from '../../simulation/listening-trace.js';
import { lognormal } from '../../simulation/lognormal.js';
import { percentile } from '../../statistics.js';

describe('lognormal durations', () => {
  const values = lognormal({ seed: 1, count: 20_000, median: 2_000, sigma: 0.5, most: 14_000 });

  it('lie around their median as a lognormal does, and never above the most', () => {
    expect(percentile(values, 0.5)).to.be.within(1_950, 2_050);
    expect(percentile(values, 0.84) / 2_000, 'one deviation up').to.be.within(Math.exp(0.47), Math.exp(0.53));
    expect(percentile(values, 1)).to.be.at.most(14_000);
  });

  it('are the same for the same seed, and others for another', () => {
    const few = { count: 5, median: 1, sigma: 1, most: 10 };
    expect(lognormal({ seed: 1, ...few })).to.deep.equal(lognormal({ seed: 1, ...few }));
    expect(lognormal({ seed: 2, ...few })).not.to.deep.equal(lognormal({ seed: 1, ...few }));
  });
});

describe('a listening trace', () => {
  const options = { seed: 1, requests: 1_000, tracks: 500, durationMs: 3_600_000, extractionMs: 2_000 };
  const { steps, lookupMs, openingMs } = listeningTrace(options);

  it('has every request, in order of time, and a duration for each call', () => {
    expect(steps).to.have.lengthOf(1_000);
    expect(steps.every(({ atMs }, index) => atMs >= (steps[index - 1]?.atMs ?? 0) && atMs < 3_600_000)).to.equal(true);
    expect(steps.every(({ track }) => (lookupMs[track] ?? 0) > 0 && (openingMs[track] ?? 0) > 0)).to.equal(true);
    expect(lookupMs).not.to.deep.equal(openingMs);
  });

  it('has rushes: ten for one new link within three seconds, and an urgent one among nine that are not', () => {
    const rushed = Map.groupBy(
      steps.filter(({ track }) => track >= 500),
      ({ track }) => Math.floor((track - 500) / 10),
    );
    expect(rushed.size).to.equal(10);
    for (const [rush, wishes] of rushed) {
      expect(wishes).to.have.lengthOf(10);
      expect((wishes.at(-1)?.atMs ?? Number.NaN) - (wishes[0]?.atMs ?? Number.NaN)).to.be.below(3_000);
      expect(new Set(wishes.map(({ track }) => track)).size).to.equal(rush % 2 === 0 ? 1 : 10);
      expect(wishes.filter(({ priority }) => priority === 'urgent')).to.have.lengthOf(rush % 2 === 0 ? 0 : 1);
    }
  });
});
