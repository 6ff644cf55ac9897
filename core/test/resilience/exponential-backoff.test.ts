import { expect } from 'chai';
import fc from 'fast-check';
import { SetupError } from '../../src/errors/setup-errors.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';

describe('exponentialBackoff', () => {
  it('doubles the wait with each try, up to the longest, and then gives up', () => {
    const { maxAttempts, delayMs } = exponentialBackoff({ maxAttempts: 5, maxDelayMs: 3000, jitter: 'none' });
    expect(maxAttempts).to.equal(5);
    expect([1, 2, 3, 4, 5].map((attempt) => delayMs(attempt, null))).to.deep.equal([1000, 2000, 3000, 3000, null]);
  });

  it('leaves all of a wait to chance by default, half of it with equal jitter', () => {
    const waits = (jitter: 'full' | 'equal') =>
      [0, 0.5, 0.9999].map((chance) => exponentialBackoff({ jitter, random: () => chance }).delayMs(1, null));
    expect(waits('full')).to.deep.equal([1000, 500, 0]);
    expect(waits('equal')).to.deep.equal([1000, 750, 500]);
    expect(exponentialBackoff({ random: () => 0.25 }).delayMs(1, null)).to.equal(750);
  });

  it('never waits longer than its bound, nor less than nothing', () => {
    const chance = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), chance, (attempt, random) => {
        const policy = exponentialBackoff({ maxAttempts: 100, maxDelayMs: 30_000, random: () => random });
        expect(policy.delayMs(attempt, null)).to.be.within(0, 30_000);
      }),
    );
  });

  it('refuses numbers that make no sense', () => {
    for (const nonsense of [
      { maxAttempts: 0 },
      { maxAttempts: 1.5 },
      { firstDelayMs: -1 },
      { maxDelayMs: 1 },
      { factor: 0.5 },
      { firstDelayMs: Number.POSITIVE_INFINITY, maxDelayMs: Number.POSITIVE_INFINITY },
      { factor: Number.NaN },
      JSON.parse('{"jitter":"a bit"}'), // As plain JavaScript may call it.
    ]) {
      expect(() => exponentialBackoff(nonsense)).to.throw(SetupError, / has to be .*, not /);
    }
  });
});
