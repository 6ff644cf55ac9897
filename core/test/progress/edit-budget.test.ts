import { expect } from 'chai';
import fc from 'fast-check';
import { SetupError } from '../../src/errors/setup-errors.js';
import { EditBudget } from '../../src/progress/edit-budget.js';

describe('EditBudget', () => {
  /** Times at which edits leave when there is always one to send. */
  function busyTimes(budget: EditBudget, untilMs: number): number[] {
    const times: number[] = [];
    for (let nowMs = 0; nowMs <= untilMs; nowMs += budget.waitMs(nowMs)) {
      budget.spend(nowMs);
      times.push(nowMs);
    }
    return times;
  }

  it('lets the first edit leave at once', () => {
    expect(new EditBudget().waitMs(0)).to.equal(0);
  });

  it('begins quickly and slows down', () => {
    const times = busyTimes(new EditBudget({ edits: 5, windowMs: 5_000 }), 5_000);
    expect(times).to.deep.equal([0, 312.5, 937.5, 1_875, 5_000]);
  });

  it('keeps one edit of each window for the terminal state', () => {
    const budget = new EditBudget({ edits: 5, windowMs: 5_000 });
    for (let edit = 0; edit < 4; edit += 1) budget.spend(0);
    expect(budget.waitMs(0)).to.equal(5_000);
    expect(budget.lastWaitMs(0)).to.equal(0);
    budget.spend(0);
    expect(budget.lastWaitMs(0)).to.equal(5_000);
  });

  it('never lets more edits leave than any window holds', () => {
    const pauses = fc.array(fc.record({ idleMs: fc.integer({ min: 0, max: 3_000 }), last: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(pauses, (steps) => {
        const budget = new EditBudget({ edits: 5, windowMs: 5_000 });
        const times: number[] = [];
        let nowMs = 0;
        for (const { idleMs, last } of steps) {
          nowMs += idleMs;
          nowMs += last ? budget.lastWaitMs(nowMs) : budget.waitMs(nowMs);
          budget.spend(nowMs);
          times.push(nowMs);
        }
        for (const from of times) {
          expect(times.filter((time) => time >= from && time < from + 5_000).length).to.be.at.most(5);
        }
      }),
    );
  });

  it('refuses a budget without room for the terminal state, and nonsense', () => {
    for (const edits of [1, 0, -5, 2.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new EditBudget({ edits, windowMs: 5_000 })).to.throw(
        SetupError,
        `edits has to be a whole number of at least 2, not ${edits}.`,
      );
    }
    for (const windowMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new EditBudget({ edits: 5, windowMs })).to.throw(
        SetupError,
        `windowMs has to be a number of milliseconds above 0, not ${windowMs}.`,
      );
    }
  });
});
