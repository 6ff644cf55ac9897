import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { LossCount } from '../src/loss-count.js';
import { VOICE_TIMES } from '../src/voice-times.js';

describe('LossCount', () => {
  let clock: FakeClock;
  let count: LossCount;

  beforeEach(() => {
    clock = new FakeClock();
    count = new LossCount(clock, { ...VOICE_TIMES, rejoinMs: 1_000, steadyMs: 30_000 });
  });

  it('waits twice as long each time and gives up after five losses', () => {
    const tries = Array.from({ length: 6 }, () => ({ goesOn: count.lose(), delayMs: count.delayMs }));
    expect(tries.map(({ goesOn }) => goesOn)).to.deep.equal([true, true, true, true, true, false]);
    expect(tries.slice(0, 5).map(({ delayMs }) => delayMs)).to.deep.equal([0, 1_000, 2_000, 4_000, 8_000]);
  });

  it('forgets what was before the connection was steady', async () => {
    count.lose();
    count.lose();
    count.break();
    count.ready();
    await clock.advance(29_000);
    count.notReady();
    expect(count.losses).to.equal(2);
    expect(count.break()).to.equal(false);
    count.ready();
    await clock.advance(30_000);
    expect(count.break()).to.equal(true);
    expect(count.losses).to.equal(0);
  });
});
