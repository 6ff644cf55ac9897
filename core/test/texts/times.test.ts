import { expect } from 'chai';
import { clockTime } from '../../src/texts/times.js';

describe('clockTime', () => {
  it('shows a length as a clock does', () => {
    const shown = [0, 999, 7_000, 187_000, 3_599_999, 3_600_000, 3_723_000, 360_000_000, -5].map(clockTime);
    expect(shown).to.deep.equal(['0:00', '0:00', '0:07', '3:07', '59:59', '1:00:00', '1:02:03', '100:00:00', '0:00']);
  });
});
