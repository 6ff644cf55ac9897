import { expect } from 'chai';
import fc from 'fast-check';
import { OggDemuxer } from '../../src/audio/ogg-demuxer.js';
import { readOggPage, segmentsOf, writeOggPage } from '../../src/audio/ogg-page.js';
import { oggOpusFile } from '../../src/audio/ogg-writer.js';
import type { OpusPacket } from '../../src/audio/opus-packet.js';
import { UndecodableError } from '../../src/errors/source-errors.js';
import { aPacket, cut, numbers, numbersOf, packets } from './opus-builders.js';

function demux(chunks: readonly Buffer[]): OpusPacket[] {
  const demuxer = new OggDemuxer();
  return [...chunks.flatMap((chunk) => demuxer.push(chunk)), ...demuxer.end()];
}

/** The pages of a file; the first two are headers. */
function pagesOf(file: Buffer): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const result = readOggPage(file.subarray(at));
    if (typeof result === 'string') throw new Error(result);
    pages.push(file.subarray(at, at + result.length));
    at += result.length;
  }
  return pages;
}

describe('OggDemuxer', () => {
  it('gives back every packet, however the bytes are cut', () => {
    const sizes = fc.array(fc.integer({ min: 5, max: 1275 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat()), (lengths, places) => {
        const sent = lengths.map((length, number) => aPacket(number, 20, length));
        const got = demux(cut(oggOpusFile(sent), places));
        expect(got.map(({ data }) => Buffer.from(data))).to.deep.equal(sent.map(({ data }) => Buffer.from(data)));
      }),
      { numRuns: 50 },
    );
  });

  it('passes over comments with pictures of megabytes', () => {
    const file = oggOpusFile(packets(3), { tags: { METADATA_BLOCK_PICTURE: 'x'.repeat(3_000_000) } });
    expect(numbersOf(demux([file]))).to.deep.equal([0, 1, 2]);
  });

  it('ends where the granule of the last page says', () => {
    const pages = pagesOf(oggOpusFile(packets(60)));
    const last = readOggPage(pages.at(-1) ?? Buffer.alloc(0));
    if (typeof last === 'string') throw new Error(last);
    const shorter = writeOggPage({ ...last.page, granule: BigInt(60 * 960 - 900) });
    expect(numbersOf(demux([...pages.slice(0, -1), shorter]))).to.deep.equal(numbers(0, 59));
  });

  it('loses only the packets of a damaged page', () => {
    const pages = pagesOf(oggOpusFile(packets(200)));
    pages[3] = Buffer.from(pages[3] ?? []);
    pages[3].writeUInt8(pages[3].readUInt8(500) ^ 1, 500);
    expect(numbersOf(demux(pages))).to.deep.equal([...numbers(0, 50), ...numbers(100, 200)]);
  });

  it('joins a packet that goes on over a page, and drops one whose half is lost', () => {
    const [head = Buffer.alloc(0), tags = Buffer.alloc(0)] = pagesOf(oggOpusFile([]));
    const big = Buffer.from(aPacket(7, 20, 600).data);
    const page = (sequence: number, continued: boolean, segments: number[], body: Buffer) =>
      writeOggPage({
        continued,
        first: false,
        last: false,
        granule: -1n,
        serial: 0x746f6e65,
        sequence,
        segments: Uint8Array.from(segments),
        body,
      });
    const start = page(2, false, [255, 255], big.subarray(0, 510));
    const rest = page(3, true, [90, ...segmentsOf(60)], Buffer.concat([big.subarray(510), aPacket(8).data]));
    expect(numbersOf(demux([head, tags, start, rest]))).to.deep.equal([7, 8]);
    expect(numbersOf(demux([head, tags, rest]))).to.deep.equal([8]);
  });

  it('goes on with the next link of a chained stream', () => {
    const chained = [oggOpusFile(packets(3), { serial: 1 }), oggOpusFile(packets(2), { serial: 2 })];
    expect(numbersOf(demux(chained))).to.deep.equal([0, 1, 2, 0, 1]);
  });

  it('passes over another stream in the same file', () => {
    const other = pagesOf(oggOpusFile(packets(5), { serial: 9 }));
    const own = pagesOf(oggOpusFile(packets(5), { serial: 1 }));
    const mixed = own.flatMap((page, index) => [page, other[index] ?? Buffer.alloc(0)]);
    expect(demux(mixed)).to.have.length(5);
  });

  it('says in words that bytes are not Ogg', () => {
    expect(() => demux([Buffer.from('ID3 and so on')])).to.throw(UndecodableError, 'no Ogg file');
    expect(() => demux([Buffer.alloc(0)])).to.throw(UndecodableError, 'ends too early');
  });

  it('never fails otherwise on changed bytes', () => {
    const file = oggOpusFile(packets(150));
    const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 20 });
    fc.assert(
      fc.property(changes, fc.array(fc.nat()), fc.nat(file.length), (list, places, length) => {
        const changed = Buffer.from(file.subarray(0, length));
        for (const [at, value] of list) changed[at] = value;
        onlyUndecodable(() => demux(cut(changed, places)));
      }),
      { numRuns: 300 },
    );
  });
});

/** Runs it; anything thrown but an UndecodableError fails the test. */
function onlyUndecodable(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof UndecodableError)) throw error;
  }
}
