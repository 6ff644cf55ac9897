import { expect } from 'chai';
import fc from 'fast-check';
import { readMp4Index } from '../../src/streams/mp4-index.js';
import { anMp4, box, words } from './an-mp4.js';

const FILE = anMp4({ fragments: 5 });

describe('readMp4Index', () => {
  for (const version of [0, 1] as const) {
    it(`tells where the sound of a time begins, by a table of version ${version}`, () => {
      const file = anMp4({ fragments: 5, version });
      const index = readMp4Index(file);
      if (index.kind !== 'index') throw new Error(index.kind);
      expect(index.cues.map(({ atMs }) => atMs)).to.deep.equal([0, 2_000, 4_000, 6_000, 8_000]);
      for (const [number, { atByte }] of index.cues.entries()) {
        expect(file.toString('latin1', atByte + 4, atByte + 8)).to.equal('moof');
        expect(file.readUInt32BE(atByte + 8)).to.equal(number);
      }
      expect(index.introduction.toString('latin1', 4, 8)).to.equal('ftyp');
      expect(index.introduction.length).to.equal(file.indexOf('sidx') - 4);
    });
  }

  it('says how much more it needs, until that is enough', () => {
    let length = 1;
    for (let tries = 0; ; tries++) {
      const index = readMp4Index(FILE.subarray(0, length));
      if (index.kind !== 'short') break;
      expect(index.needsBytes).to.be.above(length);
      length = index.needsBytes;
      expect(tries).to.be.below(20);
    }
    expect(readMp4Index(FILE.subarray(0, length)).kind).to.equal('index');
  });

  it('says that there is none, in what is not MP4, is not in fragments, or has tables of tables', () => {
    const none = [
      Buffer.from('OggS and so on, for a while'),
      Buffer.concat([box('ftyp'), box('moov', Buffer.alloc(50)), box('mdat', Buffer.alloc(50))]),
      // To the end of the file.
      Buffer.concat([box('ftyp'), words(0), Buffer.from('free'), Buffer.alloc(20)]),
      anMp4({ fragments: 3, leadsTo: 'table' }),
    ];
    for (const file of none) expect(readMp4Index(file).kind).to.equal('none');
  });

  it('never throws, whatever the bytes are', () => {
    const damaged = fc
      .tuple(fc.nat(500), fc.uint8Array({ maxLength: 30 }), fc.nat(600))
      .map(([from, bytes, length]) => {
        const copy = Buffer.from(FILE);
        copy.set(bytes, from);
        return copy.subarray(0, length);
      });
    const kinds = ['index', 'short', 'none'];
    const holds = (bytes: Uint8Array) => kinds.includes(readMp4Index(Buffer.from(bytes)).kind);
    fc.assert(fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), holds), { numRuns: 500 });
  });
});
