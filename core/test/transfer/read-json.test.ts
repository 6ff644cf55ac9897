import { expect } from 'chai';
import { listAt, textAt, valueAt } from '../../src/transfer/read-json.js';

const ANSWER: unknown = JSON.parse('{"a":[{"name":"One","length":3}],"n":null}');

describe('reading of foreign JSON', () => {
  it('finds what lies at a place', () => {
    expect(valueAt(ANSWER, 'a', 0, 'length')).to.equal(3);
    expect(textAt(ANSWER, 'a', 0, 'name')).to.equal('One');
    expect(listAt(ANSWER, 'a')).to.have.length(1);
  });

  it('finds nothing where there is nothing of that kind', () => {
    expect(valueAt(ANSWER, 'n', 'a')).to.equal(undefined);
    expect(valueAt(ANSWER, 'a', 1, 'name')).to.equal(undefined);
    expect(textAt(ANSWER, 'a', 0, 'length')).to.equal(undefined);
    expect(listAt(ANSWER, 'n')).to.deep.equal([]);
  });

  it('does not see what every object has', () => {
    expect(valueAt(ANSWER, 'constructor', 'name')).to.equal(undefined);
    expect(textAt(ANSWER, '__proto__')).to.equal(undefined);
  });
});
