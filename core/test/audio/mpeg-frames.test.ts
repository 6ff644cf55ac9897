import { expect } from 'chai';
import { hasMpegFrames, mpegFrames } from '../../src/audio/mpeg-frames.js';
import { anAac, anMp3 } from '../../src/testing/media/sounds.js';

/** Header and length of a frame, by the standards: the bit rate times the samples, over the sample rate. */
const FRAMES = {
  'MPEG 1, layer 1': { header: [0xff, 0xff, 0x40, 0xc4], length: 136, ms: 384 / 44.1 },
  'MPEG 1, layer 2': { header: [0xff, 0xfd, 0x80, 0xc4], length: 417, ms: 1_152 / 44.1 },
  'MPEG 1, layer 3': { header: [0xff, 0xfb, 0x90, 0xc4], length: 417, ms: 1_152 / 44.1 },
  'MPEG 1, layer 3, padded': { header: [0xff, 0xfb, 0x92, 0xc4], length: 418, ms: 1_152 / 44.1 },
  'MPEG 2, layer 3': { header: [0xff, 0xf3, 0x80, 0xc4], length: 208, ms: 576 / 22.05 },
  'MPEG 2.5, layer 3': { header: [0xff, 0xe3, 0x80, 0xc4], length: 417, ms: 576 / 11.025 },
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

describe('mpegFrames', () => {
  it('gives every frame with its length', () => {
    for (const [sound, ms] of [
      [anMp3(1), 1_152 / 44.1],
      [anAac(1), 1_024 / 44.1],
    ] as const) {
      const frames = mpegFrames(sound);
      expect(Buffer.concat(frames.map(({ data }) => data))).to.deep.equal(sound);
      for (const frame of frames) expect(frame.ms).to.be.closeTo(ms, 0.001);
    }
  });

  it('leaves out tags, what lies between, a frame about the others, and one that is not whole', () => {
    const sound = anMp3(1);
    const [frame = Buffer.alloc(0), ...others] = mpegFrames(sound).map(({ data }) => data);
    const about = Buffer.from(frame);
    about.write('Info', 21, 'latin1');
    const tag = Buffer.from('ID3 \xff\xfb\x90 a cover', 'latin1');
    const file = Buffer.concat([
      tag,
      about,
      frame,
      ...others.slice(0, 5),
      tag,
      ...others.slice(5),
      frame.subarray(0, 100),
    ]);
    expect(mpegFrames(file).map(({ data }) => data)).to.deep.equal([frame, ...others]);
    expect(mpegFrames(Buffer.alloc(1_000, 0xff))).to.deep.equal([]);
  });

  for (const [name, { header, length, ms }] of Object.entries(FRAMES)) {
    it(`knows how long ${name} sounds`, () => {
      const frame = Buffer.concat([Buffer.from(header), Buffer.alloc(length - header.length)]);
      expect(mpegFrames(Buffer.concat([frame, frame, frame])).map((one) => Math.round(one.ms * 10))).to.deep.equal(
        [ms, ms, ms].map((each) => Math.round(each * 10)),
      );
    });
  }
});
