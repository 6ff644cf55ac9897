import { expect } from 'chai';
import { fitted } from '../../src/replies/fitted.js';

describe('fitted', () => {
  const listOf = (count: number) => (longest: number) =>
    Array.from({ length: count }, () => 'x'.repeat(longest)).join();

  it('shows as much of each title as there is room for', () => {
    expect(fitted(1_000, listOf(10))).to.equal(listOf(10)(80));
    expect(fitted(700, listOf(10))).to.equal(listOf(10)(60));
    expect(fitted(200, listOf(10))).to.equal(listOf(10)(12));
  });

  it('is never longer than that', () => {
    expect(fitted(100, listOf(50))).to.have.length(100);
  });
});
