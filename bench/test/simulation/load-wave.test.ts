import { expect } from 'chai';
import { BenchFailure } from '../../bench-failure.js';
import { expectElastic, rideWave } from '../../simulation/load-wave.js';

const bounds = { workers: 2, maxWorkers: 4 };
const options = {
  ...bounds,
  seed: 1,
  lookupMs: 1_000,
  phases: [
    { forMs: 20_000, perSecond: 0.2 },
    { forMs: 40_000, perSecond: 3 },
    { forMs: 120_000, perSecond: 0.1 },
  ],
};

describe('a wave of requests', () => {
  it('makes the pool grow while it lasts, and shrink after it', async () => {
    const wave = await rideWave(options);
    expectElastic(wave, options);
    const at = (atMs: number) => wave.samples.find((sample) => sample.atMs === atMs)?.workers;
    expect([at(20_000), at(50_000), at(180_000)]).to.deep.equal([2, 4, 2]);
    expect(wave.answeredMs.length).to.be.within(90, 160);
  });

  it('fails the bench where the sizing of the pool is wired out', async () => {
    const stiff = await rideWave({ ...options, maxWorkers: 2 });
    expect(() => expectElastic(stiff, options)).to.throw(BenchFailure, /never grew/);
  });

  it('fails it where the pool leaves its bounds, stays large, or flaps', () => {
    const waveOf = (...counts: readonly number[]) => ({
      samples: counts.map((workers, index) => ({ atMs: index * 10_000, workers, busy: 0, waiting: 0 })),
      answeredMs: [],
    });
    const judge = (...counts: readonly number[]) => expectElastic(waveOf(...counts), options);
    expect(() => judge(2, 3, 3, 3, 3, 2)).not.to.throw();
    expect(() => judge(2, 5, 5, 5, 5, 2)).to.throw(BenchFailure, /2 to 5 workers/);
    expect(() => judge(2, 4, 4, 4, 4, 4)).to.throw(BenchFailure, /still had 4/);
    expect(() => judge(2, 4, 2, 2, 2, 2)).to.throw(BenchFailure, /shrank again/);
  });
});
