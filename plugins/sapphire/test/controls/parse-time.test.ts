import { expect } from 'chai';
import { parseTime } from '../../src/controls/parse-time.js';

describe('parseTime', () => {
  it('reads places and steps', () => {
    const read = ['1:23', '83', ' 0:05 ', '1:02:03', '+30', '-10', '− 1:00', '+1:30'].map((text) => parseTime(text));
    expect(read).to.deep.equal([
      { kind: 'to', ms: 83_000 },
      { kind: 'to', ms: 83_000 },
      { kind: 'to', ms: 5_000 },
      { kind: 'to', ms: 3_723_000 },
      { kind: 'by', ms: 30_000 },
      { kind: 'by', ms: -10_000 },
      { kind: 'by', ms: -60_000 },
      { kind: 'by', ms: 90_000 },
    ]);
  });

  it('reads nothing else', () => {
    const texts = ['', '+', 'soon', '1:60', '1:2', '1:2:3', '-', '1.5', '1e3', '--5', '99999999999', '1:23 or so'];
    expect(texts.filter((text) => parseTime(text) !== undefined)).to.deep.equal([]);
  });
});
