import type { ProgressSnapshot } from '@tonearm/core';
import {
  aCancelledSnapshot,
  aFailedSnapshot,
  anAddedSnapshot,
  anEndedSnapshot,
  aNowPlayingSnapshot,
  aQueuedSnapshot,
  aRetryingSnapshot,
  aTrack,
  aWorkingSnapshot,
  itBehavesLikeAView,
} from '@tonearm/core/testing';
import { expect } from 'chai';
import { TextView } from '../src/index.js';

const ENGLISH = { language: 'en' };

/** What the view says, line by line. */
function said(snapshot: ProgressSnapshot): readonly string[] {
  return (new TextView().render(snapshot, ENGLISH).text ?? '').split('\n');
}

function labels(snapshot: ProgressSnapshot): readonly string[] {
  const rows = new TextView().render(snapshot, ENGLISH).rows ?? [];
  return rows.flatMap((row) => (row.kind === 'buttons' ? row.buttons.map((button) => button.label) : []));
}

describe('TextView', () => {
  itBehavesLikeAView(() => new TextView());

  describe('of a request', () => {
    it('says who is third in line', () => {
      expect(said(aQueuedSnapshot())).to.deep.equal(['“needle drop” is waiting.', 'It is number 3 in line.']);
    });

    it('says who is next, and does not invent a place', () => {
      expect(said(aQueuedSnapshot({ position: 0 }))[1]).to.equal('It is next in line.');
      expect(said(aQueuedSnapshot({ position: null }))[1]).to.equal('Its turn comes soon.');
    });

    it('says the stage, the share and the time left', () => {
      expect(said(aWorkingSnapshot())).to.deep.equal([
        'Looking up “needle drop”.',
        'Reading the details.',
        '42 percent done.',
        'About 20 seconds left.',
      ]);
    });

    it('says how far off the time left may be', () => {
      const left = said(aWorkingSnapshot({ etaErrorMs: 5_000 })).at(-1);
      expect(left).to.equal('About 20 seconds left, give or take 5 seconds.');
    });

    it('says nothing of the time while nobody knows it, and counts attempts from the second', () => {
      expect(said(aWorkingSnapshot({ etaMs: null, attempt: 2, stage: 'searching', percent: 0 }))).to.deep.equal([
        'Looking up “needle drop”.',
        'Searching.',
        'This is attempt 2.',
        '0 percent done.',
      ]);
    });

    it('says why it tries again, and when', () => {
      expect(said(aRetryingSnapshot())).to.deep.equal([
        'Looking up “needle drop” did not work yet.',
        'The source did not answer.',
        'Attempt 2 of 3 starts in about 4 seconds.',
        '42 percent done.',
      ]);
    });

    it('says why it failed, and what to try', () => {
      expect(said(aFailedSnapshot())).to.deep.equal([
        'Looking up “needle drop” has failed.',
        'The source did not answer.',
        'Try again in a minute, or ask for it from another source.',
        'It was given up after 3 attempts.',
      ]);
    });

    it('leaves out advice that the reason gives itself', () => {
      const reason = 'Nothing found for “needle drop”. Check the spelling, or try fewer words.';
      expect(said(aFailedSnapshot({ code: 'nothing-found', reason, attempts: 1 }))).to.deep.equal([
        'Looking up “needle drop” has failed.',
        reason,
      ]);
    });

    it('says that it was cancelled, and ends every reason with a stop', () => {
      expect(said(aCancelledSnapshot({ reason: 'You cancelled it' }))).to.deep.equal([
        'The request for “needle drop” was cancelled.',
        'You cancelled it.',
      ]);
    });

    it('says what was added, and what plays before it', () => {
      expect(said(anAddedSnapshot())).to.deep.equal([
        'Added “Needle Drop” by The Tonearms to the queue.',
        'It lasts 3 minutes.',
        '4 tracks will play before it.',
      ]);
    });

    it('says that another source stands in, while it asks, when it has found something, and when that plays', () => {
      const notice = 'one is failing, next try in 20 s; trying two';
      expect(said(aWorkingSnapshot({ notice }))[2]).to.equal(`${notice}.`);
      const detour = { answeredBy: 'two', insteadOf: 'one' };
      const words = 'It comes from two, because one is failing.';
      expect(said(anAddedSnapshot({ added: { kind: 'track', track: aTrack(), detour } })).at(-1)).to.equal(words);
      expect(said(aNowPlayingSnapshot({ detour }))).to.include(words);
      const sure = 'It comes from two, because one cannot play it: a match of 92 %.';
      expect(said(aNowPlayingSnapshot({ detour: { ...detour, score: 0.921 } }))).to.include(sure);
      const found = { ...detour, score: 0.921, described: true } as const;
      const same = 'It comes from two, for one, and is the same by 92 %.';
      expect(said(aNowPlayingSnapshot({ detour: found }))).to.include(same);
      const chosen = 'It comes from two, as was chosen here for one.';
      expect(said(aNowPlayingSnapshot({ detour: { ...found, chosen: true } }))).to.include(chosen);
    });

    it('says that a stream is live and plays next', () => {
      const track = aTrack({ durationMs: null, author: '' });
      expect(said(anAddedSnapshot({ added: { kind: 'track', track }, tracksAhead: 0 }))).to.deep.equal([
        'Added “Needle Drop” to the queue.',
        'It is live.',
        'It plays next.',
      ]);
    });

    it('says how long a playlist is', () => {
      expect(
        said(anAddedSnapshot({ added: { kind: 'playlist', title: 'B-sides', trackCount: 12 }, tracksAhead: 1 })),
      ).to.deep.equal([
        'Added the playlist “B-sides” to the queue.',
        'It has 12 tracks.',
        '1 track will play before it.',
      ]);
    });

    it('says how many tracks of a playlist the rules have left out', () => {
      const list = { kind: 'playlist', title: 'B-sides', trackCount: 12 } as const;
      expect(said(anAddedSnapshot({ added: { ...list, leftOut: 9 } }))[2]).to.equal(
        'The rules of this server leave out 9 tracks of it.',
      );
      expect(said(anAddedSnapshot({ added: list })).join()).to.not.include('leave out');
    });

    it('can be cancelled until it has ended', () => {
      for (const open of [aQueuedSnapshot(), aWorkingSnapshot(), aRetryingSnapshot()]) {
        expect(labels(open)).to.deep.equal(['Cancel this request']);
      }
      for (const over of [aFailedSnapshot(), aCancelledSnapshot(), anAddedSnapshot()]) {
        expect(labels(over)).to.deep.equal([]);
      }
    });
  });

  describe('of what plays', () => {
    it('says what plays, where it is and what follows', () => {
      expect(said(aNowPlayingSnapshot())).to.deep.equal([
        'Now playing: “Needle Drop” by The Tonearms.',
        'It is at 1 minute 2 seconds of 3 minutes.',
        'Next is “Run-out Groove” by The Tonearms.',
        '3 tracks are waiting.',
        'Asked for by <@100000000000000001>.',
        '[Open the page of this track](<https://music.example/needle-drop>).',
      ]);
    });

    it('calls nothing live of which only the length is unknown', () => {
      const track = aTrack({ durationMs: null, lengthUnknown: true });
      expect(said(anAddedSnapshot({ added: { kind: 'track', track } }))[1]).to.equal('Its length is not known yet.');
      expect(said(aNowPlayingSnapshot({ track })).join()).not.to.include('live');
    });

    it('says that it is paused, live, the last one and not on the web', () => {
      const track = aTrack({ durationMs: null, url: '' });
      const snapshot = aNowPlayingSnapshot({ track, paused: true, next: null, waiting: 0, requestedBy: '' });
      expect(said(snapshot)).to.deep.equal([
        'Paused: “Needle Drop” by The Tonearms.',
        'It is live, and has played for 1 minute 2 seconds.',
        'Nothing is waiting after it.',
      ]);
    });

    it('says that the sound is still on its way', () => {
      expect(said(aNowPlayingSnapshot({ buffering: true }))[1]).to.equal('The sound is being fetched.');
      const late = aNowPlayingSnapshot({ buffering: true, trouble: 'The archive is closed.' });
      expect(said(late)[2]).to.equal('The archive is closed.');
    });

    it('has buttons whose words say what they do', () => {
      expect(labels(aNowPlayingSnapshot())).to.deep.equal(['Pause', 'Skip this track', 'Stop and empty the queue']);
      expect(labels(aNowPlayingSnapshot({ paused: true }))[0]).to.equal('Resume');
    });

    it('says in one sentence what is over', () => {
      expect(said(anEndedSnapshot())).to.deep.equal(['Played “Needle Drop” by The Tonearms.']);
      const skipped = anEndedSnapshot({ outcome: { kind: 'skipped' } });
      expect(said(skipped)).to.deep.equal(['Skipped “Needle Drop” by The Tonearms.']);
      const stopped = anEndedSnapshot({ outcome: { kind: 'stopped' } });
      expect(said(stopped)).to.deep.equal(['Stopped at “Needle Drop” by The Tonearms.']);
    });

    it('says why a track was given up', () => {
      const outcome = { kind: 'failed', code: 'undecodable', reason: 'The file is not audio.' } as const;
      expect(said(anEndedSnapshot({ outcome }))).to.deep.equal([
        'Gave up on “Needle Drop” by The Tonearms.',
        'The file is not audio.',
        'Try another upload of it.',
      ]);
    });
  });

  it('speaks German', () => {
    const german = (snapshot: ProgressSnapshot) =>
      (new TextView().render(snapshot, { language: 'de' }).text ?? '').split('\n');
    expect(german(aWorkingSnapshot({ etaErrorMs: 5_000 }))).to.deep.equal([
      'Ich suche „needle drop“.',
      'Angaben werden gelesen.',
      '42 Prozent sind geschafft.',
      'Noch etwa 20 Sekunden, auf 5 Sekunden genau.',
    ]);
    expect(german(aRetryingSnapshot())[2]).to.equal('Versuch 2 von 3 beginnt in etwa 4 Sekunden.');
    expect(german(anAddedSnapshot())).to.deep.equal([
      '„Needle Drop“ von The Tonearms steht in der Warteschlange.',
      'Die Länge: 3 Minuten.',
      'Davor laufen noch 4 Titel.',
    ]);
    expect(german(aNowPlayingSnapshot()).slice(0, 5)).to.deep.equal([
      'Es läuft: „Needle Drop“ von The Tonearms.',
      'Gespielt sind 1 Minute und 2 Sekunden von 3 Minuten.',
      'Danach kommt „Run-out Groove“ von The Tonearms.',
      '3 Titel warten.',
      'Gewünscht von <@100000000000000001>.',
    ]);
  });

  it('speaks French', () => {
    const french = (snapshot: ProgressSnapshot) =>
      (new TextView().render(snapshot, { language: 'fr' }).text ?? '').replaceAll('\u00A0', ' ').split('\n');
    expect(french(aFailedSnapshot())).to.deep.equal([
      'La recherche de « needle drop » n’a pas marché.',
      'The source did not answer.',
      'Réessayez dans une minute, ou demandez-le à une autre source.',
      'J’ai abandonné après 3 essais.',
    ]);
    expect(french(aNowPlayingSnapshot({ waiting: 1 })).slice(0, 4)).to.deep.equal([
      'En cours : « Needle Drop » par The Tonearms.',
      'La lecture en est à 1 minute 2 secondes sur 3 minutes.',
      'Ensuite vient « Run-out Groove » par The Tonearms.',
      '1 titre attend.',
    ]);
  });

  it('uses letters, digits and punctuation only: nothing that a screen reader has to describe', () => {
    const usual = [
      aQueuedSnapshot(),
      aWorkingSnapshot(),
      aRetryingSnapshot(),
      aFailedSnapshot(),
      aNowPlayingSnapshot(),
    ];
    for (const snapshot of usual) {
      expect(JSON.stringify(new TextView().render(snapshot, ENGLISH))).not.to.match(
        /\p{Emoji_Presentation}|[\u2500-\u25FF]/u,
      );
    }
  });
});
