import { expect } from 'chai';
import { toTrack } from '../src/to-track.js';

const lengthOf = (durationMs: number | undefined) =>
  toTrack({ source: 'spotify', id: '1', title: 'Tide', artists: ['Wren'], durationMs, url: '' })?.durationMs;

describe('toTrack', () => {
  it('takes for a length only what can be one', () => {
    expect(lengthOf(200_000.4)).to.equal(200_000);
    const absurd = [undefined, -1, 0, 999, 8 * 24 * 3_600_000, 1e308 * 10, Number.NaN];
    expect(absurd.map(lengthOf)).to.deep.equal(absurd.map(() => null));
  });
});
