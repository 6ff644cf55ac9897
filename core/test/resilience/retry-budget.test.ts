import { expect } from 'chai';
import fc from 'fast-check';
import { SetupError } from '../../src/errors/setup-errors.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { RetryBudget, withinBudget } from '../../src/resilience/retry-budget.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

describe('RetryBudget', () => {
  it('lets the first few retries be made at once, and spaces the others out', () => {
    const budget = new RetryBudget({ reserve: 2, perTenSeconds: 5 });
    expect([1, 2, 3, 4].map(() => budget.take(0))).to.deep.equal([0, 0, 2_000, 4_000]);
    expect(budget.take(10_000)).to.equal(0);
  });

  it('earns a fifth of a retry with every call', () => {
    const budget = new RetryBudget({ reserve: 1 });
    expect(budget.takeNow(0)).to.equal(true);
    for (let call = 0; call < 4; call++) budget.called(0);
    expect(budget.takeNow(0)).to.equal(false);
    budget.called(0);
    expect(budget.takeNow(0)).to.equal(true);
  });

  it('saves no more than its reserve', () => {
    const budget = new RetryBudget({ reserve: 3 });
    for (let call = 0; call < 1_000; call++) budget.called(3_600_000);
    expect([1, 2, 3, 4].map(() => budget.takeNow(3_600_000))).to.deep.equal([true, true, true, false]);
  });

  it('amplifies no outage: by any moment, retries are a fifth of the calls and three per 10 s, beside the reserve', () => {
    const step = fc.record({ afterMs: fc.nat(2_000), calls: fc.nat(10), retries: fc.nat(10) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const budget = new RetryBudget();
        let nowMs = 0;
        let calls = 0;
        const madeAt: { atMs: number; calls: number }[] = [];
        for (const { afterMs, calls: more, retries } of steps) {
          nowMs += afterMs;
          for (let call = 0; call < more; call++) budget.called(nowMs);
          calls += more;
          for (let retry = 0; retry < retries; retry++) madeAt.push({ atMs: nowMs + budget.take(nowMs), calls });
        }
        for (const { atMs, calls: callsThen } of madeAt) {
          const made = madeAt.filter((other) => other.atMs <= atMs).length;
          const known = Math.max(
            callsThen,
            ...madeAt.filter((other) => other.atMs <= atMs).map((other) => other.calls),
          );
          expect(made).to.be.at.most(5 + 0.2 * known + (3 * atMs) / 10_000 + 1e-6);
        }
      }),
    );
  });

  it('delays what a policy allows, and never what it gives up', () => {
    const budget = new RetryBudget({ reserve: 1, perTenSeconds: 1 });
    const clock = new FakeClock();
    const policy = withinBudget(exponentialBackoff({ firstDelayMs: 100, jitter: 'none' }), budget, clock);
    expect(policy.maxAttempts).to.equal(3);
    expect(policy.delayMs(3, undefined)).to.equal(null);
    expect(policy.delayMs(2, undefined)).to.equal(200);
    expect(policy.delayMs(1, undefined)).to.equal(10_000);
  });

  for (const options of [
    { share: -0.1 },
    { share: 2 },
    { perTenSeconds: 0 },
    { perTenSeconds: Number.POSITIVE_INFINITY },
    { reserve: Number.NaN },
  ]) {
    it(`refuses ${JSON.stringify(options)}, saying what was expected and what came`, () => {
      expect(() => new RetryBudget(options)).to.throw(SetupError, /has to be .*, not /);
    });
  }
});
