import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { MAX_QUERY_LENGTH, parseQuery } from '../../src/sources/parse-query.js';

describe('parseQuery', () => {
  const parse = (text: string) => parseQuery(text, ['local', 'tone']);

  it('takes words as a search', () => {
    expect(parse('  needle   drop ')).to.deep.equal({ kind: 'search', text: 'needle   drop' });
  });

  it('takes a link, also in the brackets that hide its preview', () => {
    for (const text of ['https://music.example/a?t=3', '<https://music.example/a?t=3>']) {
      const query = parse(text);
      expect(query.kind === 'url' && query.url.href).to.equal('https://music.example/a?t=3');
    }
  });

  it('takes a source’s name before a colon, in any case', () => {
    expect(parse('Local: Needle Drop')).to.deep.equal({ kind: 'search', source: 'local', text: 'Needle Drop' });
  });

  it('leaves a colon after anything else alone', () => {
    expect(parse('Symphony No. 5: Allegro')).to.deep.equal({ kind: 'search', text: 'Symphony No. 5: Allegro' });
  });

  for (const [what, text, words] of [
    ['nothing', ' \n\t', 'Tell me what to play'],
    ['a source and nothing else', 'local:  ', 'after “local:”'],
    ['10,000 characters', 'x'.repeat(10_000), '10,000 characters'],
    ['a file link', 'file:///etc/passwd', 'http://'],
    ['a broken link', 'https://', 'broken'],
    ['a link with a password', 'https://me:hunter2@music.example/', 'everyone would see'],
  ] as const) {
    it(`refuses ${what} and says what to do`, () => {
      expect(() => parse(text)).to.throw(InvalidRequestError, words);
    });
  }

  it('never gives more than a listener may send, nor control characters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        try {
          const query = parse(text);
          if (query.kind === 'url') return;
          expect(query.text.length).to.be.within(1, MAX_QUERY_LENGTH);
          expect(query.text).not.to.match(/\p{Cc}/u);
        } catch (error) {
          expect(error).to.be.instanceOf(InvalidRequestError);
        }
      }),
    );
  });
});
