import { RESOLVE_STAGES, StageEstimate, watchTask } from '@tonearm/core';
import { expect } from 'chai';
import { BenchFailure } from '../../bench-failure.js';
import { watchFixedPoints } from '../../rivals/fixed-points.js';
import {
  calibrate,
  expectCalibrated,
  shareCorrelation,
  shareErrorPoints,
  timeLeftAt,
  type Watch,
} from '../../simulation/calibration.js';

const watchWith = (estimateOf: () => StageEstimate): Watch => {
  return (task, listener, { clock, work }) => watchTask(task, listener, { clock, estimate: estimateOf(), work });
};
const measure = (watch: Watch) => calibrate({ seed: 1, lookups: 160, learning: 60, watch });

describe('the calibration of progress', () => {
  it('finds that what is shown goes with what is done, and that the stated error holds', async () => {
    const estimate = new StageEstimate(RESOLVE_STAGES);
    const calibration = await measure(watchWith(() => estimate));
    expectCalibrated(calibration);
    expect(calibration.looks).to.have.lengthOf(100 * 19);
    const [early, late] = [timeLeftAt(calibration, 0.25), timeLeftAt(calibration, 0.75)];
    expect(late.medianErrorMs).to.be.below(early.medianErrorMs);
    expect(early.withinStated).to.be.within(0.65, 1);
  });

  it('fails the bench where nothing is learned', async () => {
    const calibration = await measure(watchWith(() => new StageEstimate(RESOLVE_STAGES)));
    expect(() => expectCalibrated(calibration)).to.throw(BenchFailure);
    expect(timeLeftAt(calibration, 0.5).told).to.equal(0);
  });

  it('fails it where the percentages are those of the bot before', async () => {
    const calibration = await measure(watchFixedPoints);
    expect(shareCorrelation(calibration, 'search')).to.equal(0);
    expect(shareErrorPoints(calibration, 'search')).to.be.closeTo(40, 1);
    expect(() => expectCalibrated(calibration)).to.throw(BenchFailure, /wired out/);
  });

  it('fails it where the stated error does not hold', () => {
    const looks = (['search', 'playlist'] as const).flatMap((work) =>
      [0.25, 0.5, 0.75].map((elapsed) => ({ work, elapsed, shown: elapsed, errorMs: 2, statedMs: 1, totalMs: 10 })),
    );
    expect(() => expectCalibrated({ looks })).to.throw(BenchFailure, /0 % ended within/);
    expect(() => expectCalibrated({ looks: looks.map((look) => ({ ...look, statedMs: 2 })) })).not.to.throw();
  });
});
