import { expect } from 'chai';
import { hasMpegFrames } from '../../src/audio/mpeg-frames.js';
import { anAac, anMp3 } from '../../src/testing/media/sounds.js';

/** Header and length of a frame, by the standards: the bit rate times the samples, over the sample rate. */
const FRAMES = {
  'MPEG 1, layer 1': { header: [0xff, 0xff, 0x40, 0xc4], length: 136 },
  'MPEG 1, layer 2': { header: [0xff, 0xfd, 0x80, 0xc4], length: 417 },
  'MPEG 1, layer 3': { header: [0xff, 0xfb, 0x90, 0xc4], length: 417 },
  'MPEG 1, layer 3, padded': { header: [0xff, 0xfb, 0x92, 0xc4], length: 418 },
  'MPEG 2, layer 3': { header: [0xff, 0xf3, 0x80, 0xc4], length: 208 },
  'MPEG 2.5, layer 3': { header: [0xff, 0xe3, 0x80, 0xc4], length: 417 },
};

describe('hasMpegFrames', () => {
  it('knows MP3 and AAC, wherever in the bytes they begin', () => {
    const other = Buffer.from('a cover picture, say \xff\xfb\xff', 'latin1');
    for (const sound of [anMp3(1), anAac(1)]) {
      expect(hasMpegFrames(sound)).to.equal(true);
      expect(hasMpegFrames(Buffer.concat([other, sound]))).to.equal(true);
    }
  });

  for (const [name, { header, length }] of Object.entries(FRAMES)) {
    it(`finds the next frame where one of ${name} ends, and no sound where there is none`, () => {
      const frame = Buffer.concat([Buffer.from(header), Buffer.alloc(length - header.length)]);
      expect(hasMpegFrames(Buffer.concat([frame, frame, frame, frame]))).to.equal(true);
      const late = Buffer.concat([frame, Buffer.alloc(1)]);
      expect(hasMpegFrames(Buffer.concat([late, late, late, late]))).to.equal(false);
    });
  }

  it('takes a file of one frame or two for what it is, and a single frame among other bytes for chance', () => {
    const frame = anMp3(0.02);
    expect(hasMpegFrames(frame)).to.equal(true);
    expect(hasMpegFrames(Buffer.concat([frame, frame]))).to.equal(true);
    expect(hasMpegFrames(Buffer.concat([frame, Buffer.alloc(2_000)]))).to.equal(false);
  });
});
