import { expect } from 'chai';
import { packFrames, unpackFrames } from '../../src/audio/frame-batch.js';

describe('packFrames', () => {
  const chunk = new Uint8Array(1_000).map((_, index) => index);
  const frames = [chunk.subarray(10, 15), chunk.subarray(900, 903), new Uint8Array(0)];

  it('gives frames that unpack as they were', () => {
    expect(unpackFrames(packFrames(frames))).to.deep.equal(frames);
  });

  it('takes no more memory than the frames have, and not that of their source', () => {
    const { bytes } = packFrames(frames);
    expect(bytes.buffer.byteLength).to.equal(8);
    expect(bytes.buffer).not.to.equal(chunk.buffer);
  });
});
