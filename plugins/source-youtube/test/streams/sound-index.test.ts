import { expect } from 'chai';
import { cueFor } from '../../src/streams/sound-index.js';

describe('cueFor', () => {
  it('is the last one at or before the time', () => {
    const cues = [0, 5_000, 10_000].map((atMs) => ({ atMs, atByte: atMs }));
    expect(cueFor(cues, 9_999)?.atMs).to.equal(5_000);
    expect(cueFor(cues, 10_000)?.atMs).to.equal(10_000);
    expect(cueFor([], 1)).to.equal(undefined);
  });
});
