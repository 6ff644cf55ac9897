import { expect } from 'chai';
import fc from 'fast-check';
import { TypingErrors } from '../src/typing-errors.js';

describe('TypingErrors', () => {
  const between = (one: string, other: string, most = 9) => new TypingErrors(one, most).between(other);

  it('counts letters that are wrong, too many, missing or swapped', () => {
    const table = [
      ['song', 'song', 0],
      ['song', 'sogn', 1],
      ['song', 'sang', 1],
      ['song', 'son', 1],
      ['song', 'songs', 1],
      ['together', 'togehtr', 2],
      ['lantern', 'harbour', 6],
      ['', 'abc', 3],
    ] as const;
    for (const [one, other, errors] of table) expect(between(one, other), `${one} ${other}`).to.equal(errors);
  });

  it('says nothing of what is further off than is asked', () => {
    expect(between('lantern', 'lanren', 2)).to.equal(2);
    expect(between('lantern', 'larmen', 2)).to.equal(undefined);
    expect(between('lantern', 'lan', 2)).to.equal(undefined);
  });

  it('counts the same from both sides, word after word, as the plain definition does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), fc.nat({ max: 4 }), (one, others, most) => {
        const typing = new TypingErrors(one, most);
        for (const other of others) {
          const errors = plainly(one, other);
          expect(typing.between(other), `${one} ${other}`).to.equal(errors > most ? undefined : errors);
          expect(plainly(other, one)).to.equal(errors);
        }
      }),
    );
  });
});

/** By cutting off the last letters, without a thought of speed. */
function plainly(one: string, other: string): number {
  if (one === '' || other === '') return Math.max(one.length, other.length);
  const [less, lessOther] = [one.slice(0, -1), other.slice(0, -1)];
  const swapped = one.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1);
  return Math.min(
    plainly(less, lessOther) + (one.at(-1) === other.at(-1) ? 0 : 1),
    plainly(less, other) + 1,
    plainly(one, lessOther) + 1,
    ...(swapped ? [plainly(one.slice(0, -2), other.slice(0, -2)) + 1] : []),
  );
}
