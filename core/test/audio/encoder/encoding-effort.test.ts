import { expect } from 'chai';
import { encodingEffort } from '../../../src/audio/encoder/encoding-effort.js';

describe('encodingEffort', () => {
  it('is the best while there are four streams a core at most', () => {
    expect([1, 4, 8].map((streams) => encodingEffort(streams, 2))).to.deep.equal([10, 10, 10]);
    expect(encodingEffort(9, 2)).to.be.below(10);
  });

  it('falls as more are encoded, and never rises again', () => {
    const efforts = Array.from({ length: 100 }, (_, streams) => encodingEffort(streams + 1, 2));
    expect(efforts).to.deep.equal(efforts.toSorted((a, b) => b - a));
    expect(new Set(efforts)).to.deep.equal(new Set([10, 5, 3, 0]));
  });

  it('counts for each core', () => {
    expect(encodingEffort(10, 2)).to.be.below(encodingEffort(10, 8));
  });
});
