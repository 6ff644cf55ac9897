import { expect } from 'chai';
import { toChoices } from '../../src/replies/choices.js';

describe('choices', () => {
  it('are at most 25, none longer than Discord takes, whatever sources and file names hold', () => {
    const labels = ['x'.repeat(300), 'ש'.repeat(300), 'two\nlines', '\u202Ereversed', '   '];
    const choices = toChoices([
      { label: 'too long to ask for', query: 'q'.repeat(101) },
      ...labels.map((label, index) => ({ label, query: `q${index}` })),
      ...Array.from({ length: 30 }, (_, index) => ({ label: `track ${index}`, query: `t${index}` })),
    ]);
    expect(choices).to.have.length(25);
    expect(choices.slice(0, 4).map(({ name }) => name.length <= 100)).to.deep.equal([true, true, true, true]);
    expect(choices.map(({ value }) => value).slice(0, 5)).to.deep.equal(['q0', 'q1', 'q2', 'q3', 't0']);
    expect(choices.slice(2, 4).map(({ name }) => name)).to.deep.equal(['two lines', 'reversed']);
  });
});
