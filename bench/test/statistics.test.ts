import { expect } from 'chai';
import { correlation, median, percentile, sum } from '../statistics.js';

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

  it('correlates what lies on a line, and not what stays as it is', () => {
    expect(correlation([1, 2, 3], [2, 4, 6])).to.be.closeTo(1, 1e-12);
    expect(correlation([1, 2, 3], [6, 4, 2])).to.be.closeTo(-1, 1e-12);
    expect(correlation([1, 2, 3, 4], [1, 3, 2, 4])).to.be.closeTo(0.8, 1e-12);
    expect(correlation([1, 2, 3], [0.9, 0.9, 0.9])).to.equal(0);
  });
});
