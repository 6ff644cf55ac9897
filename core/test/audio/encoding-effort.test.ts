import { expect } from 'chai';
import { encodingEffort } from '../../src/audio/encoding-effort.js';

describe('encodingEffort', () => {
  it('is the best while there are two streams a core at most', () => {
    expect([0, 1, 2, 3].map((running) => encodingEffort(running, 2))).to.deep.equal([10, 10, 10, 10]);
  });

  it('falls as more are encoded, and never rises again', () => {
    const efforts = Array.from({ length: 100 }, (_, running) => encodingEffort(running, 2));
    expect(efforts).to.deep.equal(efforts.toSorted((a, b) => b - a));
    expect(new Set(efforts)).to.deep.equal(new Set([10, 3, 1, 0]));
  });

  it('counts for each core', () => {
    expect(encodingEffort(10, 2)).to.be.below(encodingEffort(10, 8));
  });
});
