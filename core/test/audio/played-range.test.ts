import { expect } from 'chai';
import fc from 'fast-check';
import { PlayedRange } from '../../src/audio/played-range.js';

function played(count: number, preSkip: number, endsAt: number): number[] {
  const range = new PlayedRange(preSkip);
  return Array.from({ length: count }, (_, index) => index).filter(() => range.admits(960, endsAt));
}

describe('PlayedRange', () => {
  it('plays all packets of a stream whose end lies on a packet', () => {
    expect(played(4, 312, 4 * 960)).to.deep.equal([0, 1, 2, 3]);
  });

  it('leaves out a last packet that would make the joint longer than 10 ms', () => {
    expect(played(4, 312, 4 * 960 - 169)).to.deep.equal([0, 1, 2]);
    expect(played(4, 312, 4 * 960 - 168)).to.deep.equal([0, 1, 2, 3]);
  });

  it('leaves out what lies in a long pre-skip', () => {
    expect(played(6, 3840, 6 * 960)).to.deep.equal([4, 5]);
  });

  it('is never more than 10 ms from the true length', () => {
    fc.assert(
      fc.property(fc.nat(8000), fc.integer({ min: 1, max: 100_000 }), (preSkip, trueSamples) => {
        const endsAt = preSkip + trueSamples;
        const length = played(Math.ceil(endsAt / 960), preSkip, endsAt).length * 960;
        // A pre-skip may end in the middle of a packet, too: the start is off by at most as much again.
        expect(Math.abs(length - trueSamples)).to.be.at.most(960);
        if (preSkip === 312) expect(Math.abs(length - trueSamples)).to.be.at.most(480);
      }),
    );
  });
});
