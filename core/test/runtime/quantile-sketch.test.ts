import { expect } from 'chai';
import fc from 'fast-check';
import { QuantileSketch } from '../../src/runtime/quantile-sketch.js';

describe('QuantileSketch', () => {
  it('knows nothing before the first value', () => {
    expect(new QuantileSketch().quantile(0.5)).to.equal(null);
  });

  it('is at most 6 % off what sorting would tell, for values from 1 ms to an hour', () => {
    const duration = fc.double({ min: 1, max: 3_600_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sketch = new QuantileSketch();
          for (const value of values) sketch.add(value);
          const sorted = values.toSorted((one, other) => one - other);
          const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
          // What lasts about a millisecond may be told as 0.
          expect(Math.abs((sketch.quantile(share) ?? -1) - exact)).to.be.at.most(exact * 0.06 + 1);
        },
      ),
    );
  });

  it('takes what is out of range for the nearest that it knows', () => {
    const sketch = new QuantileSketch();
    sketch.add(-5);
    expect(sketch.quantile(1)).to.equal(0);
    sketch.add(1e12);
    expect(sketch.quantile(1)).to.be.above(3_600_000);
  });

  it('forgets the past: after a change the latest thousands of values decide', () => {
    const sketch = new QuantileSketch();
    for (let count = 0; count < 100_000; count++) sketch.add(100);
    for (let count = 0; count < 3_000; count++) sketch.add(5_000);
    expect(sketch.quantile(0.5)).to.be.closeTo(5_000, 300);
    expect(sketch.count).to.be.at.most(2_000);
  });
});
