import { expect } from 'chai';
import fc from 'fast-check';
import { BestFew } from '../src/best-few.js';

describe('BestFew', () => {
  it('are the first of all in order, and of equals those that were added first', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), fc.integer({ min: 1, max: 6 }), (scores, limit) => {
        const best = new BestFew(limit);
        const all = scores.map((score, at) => ({ id: String(at), score }));
        for (const { id, score } of all) best.add(id, score);
        const sorted = all.toSorted((one, other) => other.score - one.score).slice(0, limit);
        expect(best.ids()).to.deep.equal(sorted.map(({ id }) => id));
      }),
    );
  });
});
