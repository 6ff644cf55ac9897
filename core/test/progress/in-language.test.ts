import { expect } from 'chai';
import { inLanguage, worded } from '../../src/progress/in-language.js';
import {
  aCancelledSnapshot,
  aFailedSnapshot,
  anEndedSnapshot,
  aNowPlayingSnapshot,
  aQueuedSnapshot,
  aRetryingSnapshot,
  aWorkingSnapshot,
} from '../../src/testing/snapshots.js';
import { phrase } from '../../src/texts/phrase.js';

const cleared = phrase('over.cleared');
const GERMAN = 'Die Warteschlange wurde geleert.';

describe('inLanguage', () => {
  it('says the reason, the notice and the trouble of a snapshot, whatever its kind', () => {
    const outcome = { kind: 'failed', code: 'voice', ...worded('reason', 'Cut.') } as const;
    const snapshots = [
      aRetryingSnapshot(worded('reason', cleared)),
      aFailedSnapshot(worded('reason', cleared)),
      aCancelledSnapshot(worded('reason', cleared)),
      aWorkingSnapshot(worded('notice', cleared)),
      aNowPlayingSnapshot(worded('trouble', cleared)),
      { ...anEndedSnapshot({ outcome }), phrase: cleared },
    ];
    for (const snapshot of snapshots) {
      const drawn = inLanguage(snapshot, 'de');
      expect(JSON.stringify(drawn), snapshot.kind).to.contain(GERMAN);
      expect(drawn, snapshot.kind).not.to.have.property('phrase');
    }
  });

  it('leaves a snapshot alone that has nothing to be said', () => {
    const queued = aQueuedSnapshot();
    expect(inLanguage(queued, 'de')).to.equal(queued);
    const plain = aFailedSnapshot(worded('reason', 'Cut.'));
    expect(inLanguage(plain, 'de')).to.equal(plain);
  });

  it('says in English what no language has', () => {
    const torn = aFailedSnapshot(
      worded('reason', { english: 'The tape is torn.', texts: { fr: 'La bande est rompue.' } }),
    );
    expect(inLanguage(torn, 'de')).to.include({ reason: 'The tape is torn.' });
    expect(inLanguage(torn, 'fr-CA')).to.include({ reason: 'La bande est rompue.' });
  });
});
