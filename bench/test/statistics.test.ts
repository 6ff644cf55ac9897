import { expect } from 'chai';
import { median, percentile, sum } from '../statistics.js';

describe('statistics', () => {
  it('has the middle value as median, or lies between the two middle ones', () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([9, 1, 5, 7])).to.equal(6);
    expect(median([])).to.be.NaN;
  });

  it('has as percentile the smallest value that the share does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.5)).to.equal(50);
    expect(percentile(hundred, 0.99)).to.equal(99);
    expect(percentile([3], 0.99)).to.equal(3);
  });

  it('sums what is found in each', () => {
    expect(sum([{ n: 1 }, { n: 2 }], ({ n }) => n)).to.equal(3);
  });
});
