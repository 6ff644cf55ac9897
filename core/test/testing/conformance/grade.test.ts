import { globSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Check, Kit } from '../../../src/testing/conformance/check.js';
import { gradeBy, gradeText, judge } from '../../../src/testing/conformance/grade.js';

function aCheck(id: string, facts: Partial<Check<string>> = {}): Check<string> {
  return { id, title: `does ${id}`, run: () => {}, ...facts };
}

function aKit(...checks: readonly Check<string>[]): Kit<string> {
  return { contract: 'lamp', checks, nameOf: (exam) => exam };
}

const broken = { run: () => expect.fail('It is dark.\nVery.') };

describe('grade', () => {
  it('is A when all that was asked is kept', async () => {
    const grade = await gradeBy(aKit(aCheck('shine'), aCheck('dim')), 'desk');
    expect(grade).to.deep.include({ contract: 'lamp', name: 'desk', mark: 'A' });
    expect(gradeText(grade)).to.equal('A: the lamp “desk” keeps 2 of 2 promises.');
  });

  for (const [mark, kept] of [
    ['B', 9],
    ['C', 2],
    ['D', 1],
  ] as const) {
    it(`is ${mark} when one is broken beside ${kept} kept`, async () => {
      const checks = Array.from({ length: kept }, (_, number) => aCheck(`shine-${number}`));
      expect(await gradeBy(aKit(...checks, aCheck('dim', broken)), 'desk')).to.have.property('mark', mark);
    });
  }

  it('says what is broken and how, and what was not asked, once for each reason', async () => {
    const dark = { whyNot: () => 'there is no power' };
    const remedy = 'a new bulb';
    const grade = await gradeBy(
      aKit(aCheck('shine', { ...broken, remedy }), aCheck('dim', dark), aCheck('blink', dark)),
      'desk',
    );
    expect(gradeText(grade).split('\n')).to.deep.equal([
      'D: the lamp “desk” keeps 0 of 1 promises.',
      '  broken: shine (does shine): It is dark.',
      '    what helps: a new bulb',
      '  not asked, as there is no power: dim, blink',
    ]);
  });

  it('names a topic when nothing of it was asked', async () => {
    const dark = { topic: 'light', whyNot: () => 'there is no power' };
    const checks = [aCheck('shine', dark), aCheck('dim', dark), aCheck('stand', { topic: 'weight' })];
    expect(gradeText(await gradeBy(aKit(...checks), 'desk'))).to.contain('not asked, as there is no power: light');
    const partly = aKit(...checks, aCheck('blink', { topic: 'light' }));
    expect(gradeText(await gradeBy(partly, 'desk'))).to.contain('not asked, as there is no power: shine, dim');
  });

  it('takes what hangs for broken', async () => {
    const verdict = await judge(aCheck('shine', { run: () => new Promise(() => {}) }), 'desk', 20);
    expect(verdict).to.have.property('kind', 'broken');
    expect(verdict).to.have.nested.property('error.message', 'It was not done after 0.02 s.');
  });

  it('needs no library of tests: a script may ask for it', () => {
    const place = new URL('../../../../src/', import.meta.url);
    const files = globSync('**/*.ts', { cwd: place }).map((file) => readFileSync(new URL(file, place), 'utf8'));
    expect(files.length).to.be.above(50);
    expect(files.filter((text) => /from '(?:chai|mocha)'/.test(text))).to.deep.equal([]);
  });

  it('takes what is thrown for broken, whatever and whenever that is', async () => {
    const later = { run: () => Promise.reject('no lamp') };
    const unasked = { whyNot: () => expect.fail('no socket') };
    const { verdicts } = await gradeBy(aKit(aCheck('shine', later), aCheck('dim', unasked)), 'desk');
    expect(verdicts.map((verdict) => verdict.kind === 'broken' && verdict.error.message)).to.deep.equal([
      'no lamp',
      'no socket',
    ]);
  });
});
