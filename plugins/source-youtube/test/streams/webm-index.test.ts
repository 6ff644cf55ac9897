import { expect } from 'chai';
import fc from 'fast-check';
import { aWebmOpus } from '@tonearm/core/testing';
import { readWebmIndex } from '../../src/streams/webm-index.js';

const FILE = aWebmOpus(31);

describe('readWebmIndex', () => {
  it('tells where the sound of a time begins', () => {
    const index = readWebmIndex(FILE);
    if (index.kind !== 'index') throw new Error(index.kind);
    expect(index.cues.map(({ atMs }) => atMs)).to.deep.equal([0, 5_000, 10_000, 15_000, 20_000, 25_000, 30_000]);
    for (const { atByte } of index.cues) expect(FILE.readUInt32BE(atByte)).to.equal(0x1f43b675);
    expect(index.introduction.includes('OpusHead')).to.equal(true);
  });

  it('says how much more it needs, until that is enough', () => {
    let length = 1;
    for (let tries = 0; ; tries++) {
      const index = readWebmIndex(FILE.subarray(0, length));
      if (index.kind !== 'short') break;
      expect(index.needsBytes).to.be.above(length);
      length = index.needsBytes;
      expect(tries).to.be.below(20);
    }
    expect(readWebmIndex(FILE.subarray(0, length)).kind).to.equal('index');
  });

  it('says that there is none, in what is not WebM or has its times elsewhere', () => {
    expect(readWebmIndex(Buffer.from('OggS and so on')).kind).to.equal('none');
    const cuesAt = FILE.indexOf(Buffer.from([0x1c, 0x53, 0xbb, 0x6b]));
    const firstCluster = FILE.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
    const without = Buffer.concat([FILE.subarray(0, cuesAt), FILE.subarray(firstCluster)]);
    expect(readWebmIndex(without).kind).to.equal('none');
  });

  it('never throws, whatever the bytes are', () => {
    const damaged = fc
      .tuple(fc.nat(1_000), fc.uint8Array({ maxLength: 30 }), fc.nat(2_000))
      .map(([from, bytes, length]) => {
        const copy = Buffer.from(FILE);
        copy.set(bytes, from);
        return copy.subarray(0, length);
      });
    const kinds = ['index', 'short', 'none'];
    const holds = (bytes: Uint8Array) => kinds.includes(readWebmIndex(Buffer.from(bytes)).kind);
    fc.assert(fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), holds), { numRuns: 500 });
  });
});
