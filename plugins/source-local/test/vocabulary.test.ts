import { expect } from 'chai';
import fc from 'fast-check';
import { TypingErrors } from '../src/typing-errors.js';
import { Vocabulary } from '../src/vocabulary.js';

describe('Vocabulary', () => {
  const finds = (words: readonly string[], asked: string, unfinished: boolean, mostErrors: number) => {
    const vocabulary = new Vocabulary();
    const byNumber = new Map(words.map((word) => [vocabulary.learn(word), word]));
    const matches = vocabulary.matches(asked, { unfinished, mostErrors });
    return matches.toSorted((one, other) => other.fit - one.fit).map(({ word }) => byNumber.get(word));
  };

  it('puts the word itself before words that begin so, and those before misspelt ones', () => {
    const words = ['harbours', 'harbor', 'harbour', 'harbourside', 'lantern'];
    expect(finds(words, 'harbour', true, 2)).to.deep.equal(['harbour', 'harbours', 'harbourside', 'harbor']);
    expect(finds(words, 'harbour', false, 0)).to.deep.equal(['harbour']);
  });

  it('passes over no word that is meant, whatever its letters are', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ß', '本', '桜', '7', 'z'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 20 }),
        word,
        fc.boolean(),
        fc.nat({ max: 2 }),
        (words, asked, ...how) => {
          const [unfinished, mostErrors] = how;
          const typing = new TypingErrors(asked, mostErrors);
          const meant = words.filter((it) => (unfinished && it.startsWith(asked)) || typing.between(it) !== undefined);
          expect(finds(words, asked, unfinished, mostErrors)).to.have.members(meant);
        },
      ),
    );
  });

  it('gives the number of a word that is forgotten to another', () => {
    const vocabulary = new Vocabulary();
    const number = vocabulary.learn('one');
    expect(vocabulary.learn('one')).to.equal(number);
    vocabulary.forget(number);
    expect(vocabulary.matches('one', { unfinished: true, mostErrors: 1 })).to.deep.equal([]);
    expect(vocabulary.learn('two')).to.equal(number);
    expect(vocabulary.matches('two', { unfinished: false, mostErrors: 0 })).to.deep.equal([{ word: number, fit: 1 }]);
  });
});
