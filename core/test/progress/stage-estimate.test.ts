import { expect } from 'chai';
import fc from 'fast-check';
import { StageEstimate } from '../../src/progress/stage-estimate.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

const STAGES = ['connecting', 'searching', 'reading-metadata', 'finishing'];

describe('StageEstimate', () => {
  let clock: FakeClock;
  let estimate: StageEstimate;

  beforeEach(() => {
    clock = new FakeClock();
    estimate = new StageEstimate(STAGES);
  });

  /** One attempt that succeeds, staying that long in each stage. */
  function run(source: string, stagesMs: Readonly<Record<string, number>>): void {
    const attempt = estimate.begin(source, clock.monotonic());
    for (const [stage, ms] of Object.entries(stagesMs)) {
      attempt.reached(stage, null, clock.monotonic());
      clock.jump(ms);
    }
    attempt.succeeded(clock.monotonic());
  }

  it('lets every stage weigh the same while nothing was learned, and guesses no time', () => {
    const attempt = estimate.begin('tapes', 0);
    const seen = STAGES.map((stage) => {
      attempt.reached(stage, null, 0);
      return attempt.at(0);
    });
    expect(seen.map(({ percent }) => percent)).to.deep.equal([0, 25, 50, 75]);
    expect(seen.map(({ etaMs }) => etaMs)).to.deep.equal([null, null, null, null]);
  });

  it('weighs a stage by how long it took before', () => {
    run('tapes', { connecting: 100, searching: 700, 'reading-metadata': 200 });
    const attempt = estimate.begin('tapes', 0);
    attempt.reached('searching', null, 0);
    expect(attempt.at(0)).to.deep.equal({ percent: 10, etaMs: 900 });
    attempt.reached('searching', 0.5, 350);
    expect(attempt.at(350)).to.deep.equal({ percent: 45, etaMs: 550 });
    attempt.reached('reading-metadata', null, 700);
    expect(attempt.at(700)).to.deep.equal({ percent: 80, etaMs: 200 });
    attempt.reached('finishing', null, 900);
    expect(attempt.at(900)).to.deep.equal({ percent: 99, etaMs: 0 });
  });

  it('keeps sources apart', () => {
    run('tapes', { connecting: 100, searching: 900 });
    const attempt = estimate.begin('radio', 0);
    attempt.reached('searching', null, 0);
    expect(attempt.at(0)).to.deep.equal({ percent: 25, etaMs: null });
  });

  it('follows what changes, the newest a little more', () => {
    run('tapes', { connecting: 100 });
    run('tapes', { connecting: 200 });
    expect(estimate.learned('tapes').get('connecting')).to.be.closeTo(130, 1e-9);
  });

  it('counts a stage that was skipped as nothing', () => {
    run('tapes', { connecting: 100, searching: 100 });
    run('tapes', { connecting: 100 });
    expect(estimate.learned('tapes').get('searching')).to.be.closeTo(70, 1e-9);
  });

  it('knows the time of work that names no stage', () => {
    const first = estimate.begin('tapes', 0);
    first.succeeded(2_000);
    const attempt = estimate.begin('tapes', 0);
    expect(attempt.at(500)).to.deep.equal({ percent: 0, etaMs: 1_500 });
  });

  it('counts the time left down between reports, and says nothing once it is overdue', () => {
    run('tapes', { connecting: 1_000, searching: 500 });
    const attempt = estimate.begin('tapes', 0);
    attempt.reached('connecting', null, 0);
    const etas = [0, 400, 1_000, 1_001].map((nowMs) => attempt.at(nowMs).etaMs);
    expect(etas).to.deep.equal([1_500, 1_100, 500, null]);
  });

  it('believes the share that is done more, the more it is', () => {
    run('tapes', { connecting: 1_000 });
    const attempt = estimate.begin('tapes', 0);
    attempt.reached('connecting', 0, 0);
    attempt.reached('connecting', 0.5, 2_000);
    expect(attempt.at(2_000).etaMs).to.equal(1_250);
    attempt.reached('connecting', 0.9, 3_600);
    expect(attempt.at(3_600).etaMs).to.equal(370);
  });

  it('never falls, whatever is reported, and leaves 100 to success', () => {
    const report = fc.record({
      stage: fc.constantFrom(...STAGES, 'never-announced'),
      fraction: fc.option(fc.double({ noNaN: false })),
      ms: fc.nat(5_000),
    });
    fc.assert(
      fc.property(fc.array(fc.array(report, { maxLength: 10 }), { maxLength: 5 }), (attempts) => {
        const own = new StageEstimate(STAGES);
        for (const reports of attempts) {
          const attempt = own.begin('tapes', 0);
          let [nowMs, percent] = [0, 0];
          for (const { stage, fraction, ms } of reports) {
            attempt.reached(stage, fraction, nowMs);
            nowMs += ms;
            const now = attempt.at(nowMs);
            expect(now.percent).to.be.within(percent, 99);
            expect(now.etaMs ?? 0).to.be.at.least(0);
            percent = now.percent;
          }
          attempt.succeeded(nowMs);
        }
      }),
    );
  });

  /** One attempt of one stage that tells its time left at once, and takes that long. @returns what it told */
  function promise(ms: number) {
    const attempt = estimate.begin('tapes', clock.monotonic());
    attempt.reached('searching', null, clock.monotonic());
    const told = attempt.at(clock.monotonic());
    clock.jump(ms);
    attempt.succeeded(clock.monotonic());
    return told;
  }

  it('says how far off it has been in four of five cases, once it has seen some', () => {
    // Twice as long and as long in turn, so that no mean is ever right.
    const told = Array.from({ length: 40 }, (_, index) => promise(index % 2 === 0 ? 1_000 : 2_000));
    expect(told.slice(0, 6).every(({ etaErrorMs }) => etaErrorMs === undefined)).to.equal(true);
    const { etaMs, etaErrorMs } = told.at(-1) ?? {};
    expect(etaErrorMs).to.be.within(500, 700);
    for (const took of [1_000, 2_000]) expect(Math.abs((etaMs ?? 0) - took)).to.be.at.most(etaErrorMs ?? 0);
  });

  it('is sure of what always takes the same, and says no error where it tells no time', () => {
    for (let attempt = 0; attempt < 10; attempt++) promise(1_000);
    expect(promise(1_000)).to.deep.equal({ percent: 0, etaMs: 1_000, etaErrorMs: 0 });
    const overdue = estimate.begin('tapes', 0);
    overdue.reached('searching', null, 0);
    expect(overdue.at(60_000)).to.deep.equal({ percent: 0, etaMs: null });
  });

  it('does not grow with the names of stages', () => {
    const attempt = estimate.begin('tapes', 0);
    for (let number = 0; number < 1_000; number += 1) {
      attempt.reached(`stage ${number}`, null, number);
      attempt.at(number);
    }
    attempt.succeeded(1_000);
    expect(estimate.learned('tapes').size).to.equal(32);
  });

  it('shows shares that go with the time, once it knows the source', () => {
    const lengthsMs = { connecting: 300, searching: 2_000, 'reading-metadata': 600, finishing: 100 };
    run('tapes', lengthsMs);
    const attempt = estimate.begin('tapes', 0);
    let startMs = 0;
    for (const [stage, ms] of Object.entries(lengthsMs)) {
      attempt.reached(stage, null, startMs);
      expect(attempt.at(startMs).percent).to.be.closeTo((100 * startMs) / 3_000, 1);
      startMs += ms;
    }
  });
});
