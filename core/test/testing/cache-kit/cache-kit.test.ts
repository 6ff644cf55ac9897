import { expect } from 'chai';
import { CACHE_KIT, gradeCache, itBehavesLikeACache } from '../../../src/testing/cache-kit/cache-kit.js';
import { gradeText } from '../../../src/testing/conformance/grade.js';
import { HONEST_CACHE, MUTANT_CACHES } from './mutant-caches.js';

describe('the kit for caches', () => {
  describe('with an honest cache', () => {
    itBehavesLikeACache(HONEST_CACHE);
  });

  for (const [check, does, exam] of MUTANT_CACHES) {
    it(`breaks ${check}, and nothing else, of a cache that ${does}`, async () => {
      const { verdicts } = await gradeCache(exam);
      expect(verdicts.filter(({ kind }) => kind !== 'kept').map(({ id }) => id)).to.deep.equal([check]);
    });
  }

  it('has a mutant for each of its checks', () => {
    const proved = new Set(MUTANT_CACHES.map(([check]) => check));
    expect([...proved].sort()).to.deep.equal(CACHE_KIT.checks.map(({ id }) => id).sort());
  });

  it('asks nothing about a store of a cache without one, and says so', async () => {
    const { name, make } = HONEST_CACHE;
    const grade = await gradeCache({ name, make });
    expect(grade.mark).to.equal('A');
    expect(gradeText(grade)).to.contain('not asked, as it is not examined over a store: stays-in-bounds, ');
  });
});
