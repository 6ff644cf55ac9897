import { Readable } from 'node:stream';
import { expect } from 'chai';
import { rejection } from '../../src/testing/rejection.js';
import { beginningWith } from '../../src/transfer/beginning-with.js';

const refusal = new Error('no sound');

async function read(...pieces: readonly string[]): Promise<string> {
  const bytes = pieces.map((piece) => Buffer.from(piece, 'latin1'));
  return Buffer.concat(
    await Readable.from(beginningWith('OggS', Readable.from(bytes), () => refusal)).toArray(),
  ).toString('latin1');
}

describe('beginningWith', () => {
  it('passes on what begins so, in pieces of whatever length', async () => {
    for (const pieces of [['OggS and more'], ['OggS', ' and more'], ['O', '', 'gg', 'S and', ' more']]) {
      expect(await read(...pieces)).to.equal('OggS and more');
    }
    expect(await read('OggS')).to.equal('OggS');
  });

  it('refuses what begins otherwise, as soon as that is seen, and what is over before', async () => {
    for (const pieces of [['<html>'], ['O', 'GGS'], ['Ogg'], []]) {
      expect(await rejection(read(...pieces))).to.equal(refusal);
    }
    let asked = 0;
    async function* page(): AsyncGenerator<Buffer> {
      for (const piece of ['<', 'h', 't', 'm']) {
        asked += 1;
        yield Buffer.from(piece);
      }
    }
    expect(await rejection(beginningWith('OggS', page(), () => refusal).next())).to.equal(refusal);
    expect(asked).to.equal(1);
  });
});
