import { expect } from 'chai';
import { gradeOutput, itBehavesLikeAnOutput, OUTPUT_KIT } from '../../../src/testing/output-kit/output-kit.js';
import { aBreakingRig, aFakeRig } from './fake-rig.js';
import { MUTANT_OUTPUTS } from './mutant-outputs.js';

describe('the kit for outputs', () => {
  describe('with the fake', () => {
    itBehavesLikeAnOutput({ name: 'fake', make: aFakeRig, makeBreaking: aBreakingRig });
  });

  for (const [check, does, make] of MUTANT_OUTPUTS) {
    it(`breaks ${check}, and nothing else, of an output that ${does}`, async () => {
      const mutant =
        check === 'tells-that-it-broke' ? { make: aFakeRig, makeBreaking: make } : { make, makeBreaking: aBreakingRig };
      const { verdicts } = await gradeOutput({ name: 'mutant', ...mutant });
      expect(verdicts.filter(({ kind }) => kind !== 'kept').map(({ id }) => id)).to.deep.equal([check]);
    });
  }

  it('has a mutant for each of its checks', () => {
    const proved = new Set(MUTANT_OUTPUTS.map(([check]) => check));
    expect([...proved].sort()).to.deep.equal(OUTPUT_KIT.checks.map(({ id }) => id).sort());
  });
});
