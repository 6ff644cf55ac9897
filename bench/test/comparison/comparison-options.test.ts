import { expect } from 'chai';
import { readComparisonOptions } from '../../comparison/comparison-options.js';

describe('the options of the comparison', () => {
  it('take the counts of streams in order, each once', () => {
    expect(readComparisonOptions(['--streams', '25', '--streams', '5', '--streams', '25']).streams).to.deep.equal([
      5, 25,
    ]);
    expect(readComparisonOptions(['--quick']).streams).to.deep.equal([1, 10]);
    expect(readComparisonOptions([]).streams).to.deep.equal([1, 10, 25, 50, 100]);
  });

  it('refuse in words what cannot be', () => {
    expect(() => readComparisonOptions(['--streams', '0'])).to.throw('from 1 to 100, not “0”');
    expect(() => readComparisonOptions(['--streams', '101'])).to.throw('from 1 to 100');
    expect(() => readComparisonOptions(['--only', 'lavalink'])).to.throw('There is no rival called lavalink');
  });
});
