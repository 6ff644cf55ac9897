import { expect } from 'chai';
import type { MessageContent } from '../../src/model/message-content.js';
import type { ProgressSnapshot, ProgressView } from '../../src/progress/progress-view.js';
import { escapedLine } from '../../src/progress/foreign-text.js';
import { everySnapshot, HOSTILE_TEXTS } from '../../src/testing/snapshots.js';
import { itBehavesLikeAView, VIEW_CHECKS } from '../../src/testing/view-contract.js';

/** A view that does everything right, in as few words as possible. */
function honestText(snapshot: ProgressSnapshot): string {
  const words = 'query' in snapshot ? snapshot.query : snapshot.track.title;
  const more = snapshot.kind === 'added' ? snapshot.added.kind : snapshot.kind === 'ended' ? snapshot.outcome.kind : '';
  return `${snapshot.kind} ${more}: ${escapedLine(words, 100)} ${escapedLine(reasonOf(snapshot), 100)}`;
}

function reasonOf(snapshot: ProgressSnapshot): string {
  if (snapshot.kind === 'ended') return snapshot.outcome.kind === 'failed' ? snapshot.outcome.reason : '';
  return 'reason' in snapshot ? snapshot.reason : '';
}

function aView(render: (snapshot: ProgressSnapshot) => MessageContent, name = 'honest'): () => ProgressView {
  return () => ({ name, render });
}

/** What an author hardly ever writes as a whole, but easily in part. */
function titleOf(snapshot: ProgressSnapshot): string {
  return 'query' in snapshot ? snapshot.query : snapshot.track.title;
}

describe('itBehavesLikeAView', () => {
  describe('with an honest view', () => {
    itBehavesLikeAView(aView((snapshot) => ({ text: honestText(snapshot) })));
  });

  let calls = 0;
  const honest = (snapshot: ProgressSnapshot) => ({ text: honestText(snapshot) });
  const mutants: readonly (readonly [string, () => ProgressView, string])[] = [
    ['has a name with blanks', aView(honest, 'Not A Name'), 'has a name'],
    ['has no words for a title', aView((snapshot) => ({ text: titleOf(snapshot).slice(0, 10) })), 'stays within'],
    ['shortens nothing', aView((snapshot) => ({ text: `: ${titleOf(snapshot)}` })), 'stays within'],
    ['passes bad addresses on', aView((snapshot) => badAddress(snapshot)), 'stays within'],
    ['counts its calls', aView((snapshot) => ({ text: `${honestText(snapshot)} ${calls++}` })), 'draws the same'],
    ['writes into the snapshot', aView((snapshot) => spoil(snapshot)), 'draws the same'],
    ['throws', aView(() => expect.fail('no')), 'draws the same'],
    ['leaves undefined in the message', aView((snapshot) => leaky(snapshot)), 'gives what survives JSON'],
    ['trusts titles', aView((snapshot) => ({ text: `: ${titleOf(snapshot).slice(0, 1_000)}` })), 'lets no text'],
    ['cuts characters in two', aView((snapshot) => ({ text: cutAt(snapshot) })), 'lets no text'],
    ['opens a format and forgets it', aView((snapshot) => ({ text: `**${honestText(snapshot)}` })), 'leaves no format'],
    ['prints undefined', aView((snapshot) => ({ text: `${honestText(snapshot)} undefined` })), 'leaves no format'],
    ['keeps reasons to itself', aView((snapshot) => ({ text: snapshot.kind })), 'says why'],
    ['says the same of everything', aView(() => ({ text: 'Something is going on.' })), 'tells the kinds'],
  ];
  for (const [fault, make, promise] of mutants) {
    it(`catches a view that ${fault}`, () => {
      const broken = VIEW_CHECKS.find(({ fact }) => fact.startsWith(promise));
      expect(() => broken?.check(make)).to.throw();
    });
  }

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

function badAddress(snapshot: ProgressSnapshot): MessageContent {
  const url = 'track' in snapshot ? { url: snapshot.track.url } : {};
  return { embeds: [{ title: 'x', ...url }] };
}

function spoil(snapshot: ProgressSnapshot): MessageContent {
  Object.assign(snapshot, { atMs: 0 });
  return { text: honestText(snapshot) };
}

function leaky(snapshot: ProgressSnapshot): MessageContent {
  const nothing: object = { rows: undefined };
  return { text: honestText(snapshot), ...nothing };
}

function cutAt(snapshot: ProgressSnapshot): string {
  return `:${escapedLine(titleOf(snapshot), 1_000).slice(0, 2)}`;
}
