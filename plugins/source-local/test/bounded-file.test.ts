import type { FileHandle } from 'node:fs/promises';
import { expect } from 'chai';
import { EndOfStreamError } from 'strtok3';
import { BoundedFile, TooMuchToRead } from '../src/bounded-file.js';
import { failure } from './a-library.js';

const BYTES = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7) % 251));

describe('BoundedFile', () => {
  let reads: number[];
  beforeEach(() => {
    reads = [];
  });

  /** @param most what the disk gives at once */
  function aFile(mostBytes = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY): BoundedFile {
    const read = async (into: Buffer, offset: number, length: number, position: number) => {
      reads.push(length);
      return { bytesRead: BYTES.copy(into, offset, position, position + Math.min(length, most)), buffer: into };
    };
    // Nothing else of the file is used.
    const handle = { read } as unknown as FileHandle;
    return new BoundedFile(handle, { mimeType: 'audio/mpeg', size: BYTES.length, mostBytes });
  }

  async function take(file: BoundedFile, length: number, position?: number): Promise<Buffer> {
    const into = Buffer.alloc(length);
    await file.readBuffer(into, position === undefined ? {} : { position });
    return into;
  }

  it('asks the disk once for many small pieces, forwards and backwards', async () => {
    const file = aFile();
    for (let at = 0; at < 10_000; at += 10) expect(await take(file, 10)).to.deep.equal(BYTES.subarray(at, at + 10));
    file.setPosition(5);
    expect(await take(file, 20)).to.deep.equal(BYTES.subarray(5, 25));
    expect(await take(file, 3, 9_000)).to.deep.equal(BYTES.subarray(9_000, 9_003));
    expect(file.position).to.equal(9_003);
    expect(reads).to.have.length(1);
  });

  it('gives pieces that lie across what has been read, and large ones without reading more than they are', async () => {
    const file = aFile();
    await take(file, 10, 1_000);
    expect(await take(file, 1_000, 17_000)).to.deep.equal(BYTES.subarray(17_000, 18_000));
    expect(await take(file, 60_000, 500)).to.deep.equal(BYTES.subarray(500, 60_500));
    expect(reads.at(-1)).to.equal(60_000);
  });

  it('goes on where a disk gives less than it is asked for', async () => {
    const file = aFile(undefined, 700);
    expect(await take(file, 5_000, 100)).to.deep.equal(BYTES.subarray(100, 5_100));
    expect(await take(file, 50_000, 100)).to.deep.equal(BYTES.subarray(100, 50_100));
  });

  it('looks ahead without moving on, and tells the end', async () => {
    const file = aFile();
    file.setPosition(BYTES.length - 4);
    const into = Buffer.alloc(8);
    expect(await failure(file.peekBuffer(into))).to.be.instanceOf(EndOfStreamError);
    expect(await file.peekBuffer(into, { mayBeLess: true })).to.equal(4);
    expect(file.position).to.equal(BYTES.length - 4);
    expect(await file.readBuffer(into, { mayBeLess: true })).to.equal(4);
    expect(into.subarray(0, 4)).to.deep.equal(BYTES.subarray(-4));
    expect(await failure(file.readBuffer(into))).to.be.instanceOf(EndOfStreamError);
  });

  it('gives no more than may be read in all', async () => {
    const file = aFile(1_000);
    await take(file, 600);
    expect(await failure(take(file, 600))).to.be.instanceOf(TooMuchToRead);
  });
});
