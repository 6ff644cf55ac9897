import { expect } from 'chai';
import { pictureType } from '../../src/model/picture-type.js';

describe('pictureType', () => {
  it('goes by the first bytes', () => {
    const typeOf = (start: string) => pictureType(Buffer.from(`${start} and more`, 'latin1'));
    expect(['\xff\xd8\xff', '\x89PNG', 'GIF89a', 'RIFF\n\0\0\nWEBP'].map(typeOf)).to.deep.equal([
      'image/jpeg',
      'image/png',
      'image/gif',
      'image/webp',
    ]);
    expect(['<svg>', 'RIFF\0\0\0\0WAVE', ''].map(typeOf)).to.deep.equal([undefined, undefined, undefined]);
  });
});
