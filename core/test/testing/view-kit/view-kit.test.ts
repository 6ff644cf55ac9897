import { expect } from 'chai';
import { gradeText } from '../../../src/testing/conformance/grade.js';
import { everySnapshot, HOSTILE_TEXTS } from '../../../src/testing/snapshots.js';
import { VIEW_CHECKS } from '../../../src/testing/view-kit/view-checks.js';
import { gradeView, itBehavesLikeAView } from '../../../src/testing/view-kit/view-kit.js';
import { anHonestView, MUTANT_VIEWS } from './mutant-views.js';

describe('the kit for views', () => {
  describe('with an honest view', () => {
    itBehavesLikeAView(anHonestView);
  });

  for (const [check, does, make] of MUTANT_VIEWS) {
    it(`breaks ${check}, and nothing else, of a view that ${does}`, async () => {
      const { verdicts } = await gradeView(make);
      expect(verdicts.filter(({ kind }) => kind !== 'kept').map(({ id }) => id)).to.deep.equal([check]);
    });
  }

  it('has a mutant for each of its checks', () => {
    const proved = new Set(MUTANT_VIEWS.map(([check]) => check));
    expect([...proved].sort()).to.deep.equal(VIEW_CHECKS.map(({ id }) => id).sort());
  });

  it('gives no good grade to a view that draws nothing', async () => {
    const grade = await gradeView(() => ({ name: 'blank', render: () => expect.fail('No paint.') }));
    expect(grade.mark).to.equal('D');
    expect(gradeText(grade)).to.match(/^D: the view “blank” keeps \d+ of \d+ promises\./);
  });

  it('shows a view every kind of snapshot with every hostile text', () => {
    const kinds = new Set(everySnapshot().map(({ snapshot }) => snapshot.kind));
    expect([...kinds].sort()).to.deep.equal([
      'added',
      'cancelled',
      'ended',
      'failed',
      'now-playing',
      'queued',
      'retrying',
      'working',
    ]);
    for (const label of Object.keys(HOSTILE_TEXTS)) {
      const withIt = everySnapshot().filter((labelled) => labelled.label.endsWith(label));
      expect(new Set(withIt.map(({ snapshot }) => snapshot.kind)).size, label).to.equal(kinds.size);
    }
  });
});
