import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { JoinBudget } from '../src/join-budget.js';

describe('JoinBudget', () => {
  it('lets a join wait a minute for each 115 before it, and forgets them as they pass', async () => {
    const clock = new FakeClock();
    const budget = new JoinBudget(clock);
    for (let join = 0; join < 114; join++) budget.note();
    expect(budget.waitMs()).to.equal(0);
    budget.note();
    expect(budget.waitMs()).to.equal(60_000);
    for (let join = 0; join < 115; join++) budget.note();
    expect(budget.waitMs()).to.equal(120_000);
    await clock.advance(120_001);
    expect(budget.waitMs()).to.equal(0);
  });
});
