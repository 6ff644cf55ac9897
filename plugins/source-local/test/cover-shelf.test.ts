import type { Artwork } from '@tonearm/core';
import { expect } from 'chai';
import { CoverShelf } from '../src/cover-shelf.js';
import type { IndexedFile } from '../src/indexed-file.js';

describe('CoverShelf', () => {
  let shelf: CoverShelf;
  let reads: string[];

  beforeEach(() => {
    shelf = new CoverShelf();
    reads = [];
  });

  const aFile = (id: string): IndexedFile => ({ id, path: id, stamp: '', content: { kind: 'unread' } });
  const take = (file: IndexedFile, bytes = 10) =>
    shelf.take(file, async (): Promise<Artwork> => {
      reads.push(file.id);
      return { bytes: new Uint8Array(bytes), contentType: 'image/png' };
    });

  it('reads a picture once, for those who ask together and those who ask later', async () => {
    const file = aFile('a');
    const [one, two] = await Promise.all([take(file), take(file)]);
    expect(await take(file))
      .to.equal(one)
      .and.to.equal(two);
    expect(reads).to.deep.equal(['a']);
  });

  it('remembers that a file has no picture', async () => {
    const file = aFile('a');
    let times = 0;
    const none = async () => {
      times++;
      return undefined;
    };
    await shelf.take(file, none);
    expect(await shelf.take(file, none)).to.equal(undefined);
    expect(times).to.equal(1);
  });

  it('reads a file that has changed again', async () => {
    await take(aFile('a'));
    await take(aFile('a'));
    expect(reads).to.deep.equal(['a', 'a']);
  });

  it('keeps the 32 pictures used last', async () => {
    const files = Array.from({ length: 33 }, (_, index) => aFile(`${index}`));
    for (const file of files.slice(0, 32)) await take(file);
    const [first, second] = files;
    if (first === undefined || second === undefined) throw new Error('There are 33 files.');
    await take(first);
    await take(aFile('32'));
    reads = [];
    await take(first);
    expect(reads).to.deep.equal([]);
    await take(second);
    expect(reads).to.deep.equal(['1']);
  });

  it('keeps no picture above half a megabyte', async () => {
    const file = aFile('a');
    await take(file, 600 * 1024);
    await take(file, 600 * 1024);
    expect(reads).to.deep.equal(['a', 'a']);
  });

  it('tries again after a failure', async () => {
    const file = aFile('a');
    const failure = await shelf.take(file, () => Promise.reject(new Error('gone'))).catch((error: Error) => error);
    expect(failure).to.be.an('error');
    await take(file);
    expect(reads).to.deep.equal(['a']);
  });
});
