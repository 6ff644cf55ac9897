import { expect } from 'chai';
import { inBatches, slopeOf, studentT } from '../../soak/slope.js';

describe('the slope of a series', () => {
  it('is exact on a straight line', () => {
    const line = [0, 1, 2, 3].map((x) => ({ x, y: 2 * x + 7 }));
    expect(slopeOf(line)).to.deep.equal({ perUnit: 2, margin: 0, detectable: 0 });
  });

  it('has the interval of the textbook on a noisy one', () => {
    const points = [1, 3, 2, 5, 4, 6].map((y, x) => ({ x, y }));
    const { perUnit, margin, detectable } = slopeOf(points);
    expect(perUnit).to.be.closeTo(0.8857, 0.0001);
    expect(margin).to.be.closeTo(0.6445, 0.008);
    expect(detectable).to.be.greaterThan(margin);
  });

  it('is unknown from two points', () => {
    expect(
      slopeOf([
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ]).perUnit,
    ).to.be.NaN;
  });

  it('uses the quantiles of Student’s t', () => {
    expect(studentT(1.959964, 4)).to.be.closeTo(2.776, 0.03);
    expect(studentT(1.959964, 30)).to.be.closeTo(2.042, 0.001);
  });

  it('is surer of itself than it may be where neighbours are alike, and is not of batches', () => {
    // Sixteen equal samples after each other know no more than one of them.
    const noise = Array.from({ length: 24 }, (_, index) => (index * 7) % 11);
    const alike = noise.flatMap((y) => Array<number>(16).fill(y)).map((y, x) => ({ x, y }));
    const independent = noise.map((y, index) => ({ x: index * 16 + 7.5, y }));
    const expected = slopeOf(independent);
    expect(slopeOf(alike).margin).to.be.below(expected.margin / 3);
    expect(inBatches(alike)).to.deep.equal(independent);
  });

  it('leaves few points as they are', () => {
    const few = [0, 1, 2].map((x) => ({ x, y: x }));
    expect(inBatches(few)).to.deep.equal(few);
  });
});
