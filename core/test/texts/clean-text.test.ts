import { expect } from 'chai';
import fc from 'fast-check';
import { cleanText } from '../../src/texts/clean-text.js';

describe('cleanText', () => {
  it('leaves one line of bounded length without hidden characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        expect(cleanText(text)).to.match(/^[^\p{Cc}\u061c\u202a-\u202e\u2066-\u2069]{0,300}$/u);
      }),
    );
    expect(cleanText(`\u202e${'x'.repeat(10_000)}`)).to.have.length(300);
    expect(cleanText(' One \u061c\n two ')).to.equal('One two');
    expect(cleanText(undefined)).to.equal('');
  });
});
