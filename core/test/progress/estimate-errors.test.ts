import { expect } from 'chai';
import { EstimateErrors, quarterOf } from '../../src/progress/estimate-errors.js';

describe('EstimateErrors', () => {
  let errors: EstimateErrors;

  beforeEach(() => {
    errors = new EstimateErrors();
  });

  it('says nothing from too few', () => {
    for (const error of [1, 2, 3, 4]) errors.add(0, error);
    expect(errors.within(0)).to.equal(undefined);
    errors.add(0, 5);
    expect(errors.within(0)).to.equal(5);
  });

  it('bounds four of five', () => {
    for (let error = 1; error <= 20; error++) errors.add(0, error);
    expect(errors.within(0)).to.equal(17);
  });

  it('keeps the quarters apart', () => {
    for (let time = 0; time < 5; time++) errors.add(3, 7);
    expect(errors.within(3)).to.equal(7);
    expect(errors.within(0)).to.equal(undefined);
    expect([0, 24, 25, 49, 50, 75, 99].map(quarterOf)).to.deep.equal([0, 0, 1, 1, 2, 3, 3]);
  });

  it('forgets what was long ago', () => {
    for (let time = 0; time < 20; time++) errors.add(0, 1_000);
    for (let time = 0; time < 20; time++) errors.add(0, 1);
    expect(errors.within(0)).to.equal(1);
  });
});
