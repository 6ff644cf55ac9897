import { expect } from 'chai';
import fc from 'fast-check';
import type { OpusPacket } from '../../src/audio/opus-packet.js';
import { WebmDemuxer } from '../../src/audio/webm-demuxer.js';
import { UndecodableError } from '../../src/errors/source-errors.js';
import { cut, numbers, numbersOf, packets } from './opus-builders.js';
import { aWebm, type Lacing } from './webm-builder.js';

function demux(chunks: readonly Buffer[]): OpusPacket[] {
  const demuxer = new WebmDemuxer();
  return [...chunks.flatMap((chunk) => demuxer.push(chunk)), ...demuxer.end()];
}

describe('WebmDemuxer', () => {
  for (const unknownSizes of [false, true]) {
    it(`gives back every packet, however the bytes are cut, ${unknownSizes ? 'without' : 'with'} sizes`, () => {
      const file = aWebm({ packets: packets(40), unknownSizes });
      fc.assert(
        fc.property(fc.array(fc.nat()), (places) => {
          expect(numbersOf(demux(cut(file, places)))).to.deep.equal(numbers(0, 40));
        }),
        { numRuns: 50 },
      );
    });
  }

  for (const lacing of ['xiph', 'fixed', 'ebml'] satisfies Lacing[]) {
    it(`takes blocks with ${lacing} lacing apart`, () => {
      const file = aWebm({ packets: packets(40), perBlock: 4, lacing });
      expect(numbersOf(demux([file]))).to.deep.equal(numbers(0, 40));
    });
  }

  it('leaves out what the last block discards', () => {
    const file = aWebm({ packets: packets(10), discardedSamples: 900 });
    expect(numbersOf(demux([file]))).to.deep.equal(numbers(0, 9));
  });

  it('leaves out what lies in a long pre-skip', () => {
    expect(numbersOf(demux([aWebm({ packets: packets(10), preSkip: 3840 })]))).to.deep.equal(numbers(4, 10));
  });

  it('says in words what it cannot take', () => {
    expect(() => demux([aWebm({ packets: packets(2), codecId: 'A_VORBIS' })])).to.throw(UndecodableError, 'no Opus');
    expect(() => demux([Buffer.from('OggS....')])).to.throw(UndecodableError, 'no WebM');
    expect(() => demux([aWebm({ packets: packets(2) }).subarray(0, 60)])).to.throw(UndecodableError, 'too early');
  });

  it('never fails otherwise on changed bytes', () => {
    const file = aWebm({ packets: packets(60), perBlock: 3, lacing: 'ebml' });
    const interesting = [fc.nat(300), fc.integer({ min: 89_000, max: 91_500 }), fc.nat(file.length - 1)];
    const changes = fc.array(fc.tuple(fc.oneof(...interesting), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(changes, fc.array(fc.nat(), { maxLength: 5 }), fc.nat(file.length), (list, places, length) => {
        const changed = Buffer.from(file.subarray(0, Math.max(length, 91_000)));
        for (const [at, value] of list) changed[at] = value;
        try {
          demux(cut(changed, places));
        } catch (error) {
          if (!(error instanceof UndecodableError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});
