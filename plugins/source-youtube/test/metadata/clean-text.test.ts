import { cleanText as cleanedByCore } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { cleanText } from '../../src/metadata/clean-text.js';

describe('cleanText', () => {
  it('leaves nothing of what is not meant to be seen, as the core does', () => {
    expect(cleanText(' A\u061ctitle\u202e\n')).to.equal('A title');
    const unit = fc.constantFrom('a', ' ', '\n', '\u061c', '\u200e', '\u202e', '\u2069', '\ufeff', '\ud800', '😀');
    const texts = fc.string({ unit, maxLength: 400 });
    fc.assert(fc.property(texts, (text) => cleanText(text) === cleanedByCore(text)));
  });
});
