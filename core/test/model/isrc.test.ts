import { expect } from 'chai';
import { readIsrc } from '../../src/model/isrc.js';

describe('readIsrc', () => {
  it('knows a code in each of its spellings', () => {
    expect(readIsrc('GBAYE0601498')).to.equal('GBAYE0601498');
    expect(readIsrc('gb-aye-06-01498')).to.equal('GBAYE0601498');
  });

  it('takes nothing else for one', () => {
    for (const text of [undefined, '', 'GBAYE060149', 'GBAYE06014988', '12AYE0601498', 'GBAYE06O1498']) {
      expect(readIsrc(text), text).to.equal(undefined);
    }
  });
});
