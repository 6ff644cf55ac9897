import { buffer } from 'node:stream/consumers';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { FileReadable } from '../src/file-readable.js';

describe('FileReadable', () => {
  let folder: string;
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at & 0xff));
  const explain = (cause: unknown) => new Error('The disk is away.', { cause });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonearm-readable-'));
    await writeFile(join(folder, 'bytes'), bytes);
  });
  after(() => rm(folder, { recursive: true }));

  it('gives what comes before, and the file from there to its end', async () => {
    const file = await open(join(folder, 'bytes'));
    const readable = new FileReadable(file, { from: 70_000, head: Buffer.from('head'), explain });
    expect((await buffer(readable)).equals(Buffer.concat([Buffer.from('head'), bytes.subarray(70_000)]))).to.equal(
      true,
    );
    expect(file.fd).to.equal(-1);
  });

  it('says what a disk that fails in the middle means to a listener, and closes the file', async () => {
    const file = await open(join(folder, 'bytes'));
    const read = file.read.bind(file);
    let reads = 0;
    // A disk that is pulled out gives the error that the kernel gives: EIO, ESTALE, ENOTCONN.
    const failing = Object.assign(file, {
      read: (...all: Parameters<typeof read>) => {
        reads += 1;
        return reads < 3 ? read(...all) : Promise.reject(Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }));
      },
    });
    const readable = new FileReadable(failing, { from: 0, explain });
    const error = await buffer(readable).catch((reason: unknown) => reason);
    expect(String(error)).to.equal('Error: The disk is away.');
    expect(error).to.have.nested.property('cause.code', 'EIO');
    expect(readable.destroyed).to.equal(true);
    expect(file.fd).to.equal(-1);
  });

  it('closes the file when nobody reads it', async () => {
    const file = await open(join(folder, 'bytes'));
    const readable = new FileReadable(file, { from: 0, explain });
    const closed = new Promise((done) => readable.once('close', done));
    readable.destroy();
    await closed;
    expect(file.fd).to.equal(-1);
  });
});
