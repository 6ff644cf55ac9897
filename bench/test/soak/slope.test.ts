import { expect } from 'chai';
import { slopeOf, studentT } from '../../soak/slope.js';

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
});
