import { expect } from 'chai';
import { RefusedError } from '../../src/errors/request-errors.js';
import { NO_RULES, type QueueRules, whyRefused } from '../../src/playback/queue-rules.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession, someTracks } from './a-session.js';

const LIST = { reference: { source: 'fake', kind: 'playlist', id: 'list' } } as const;

function ruled(rules: Partial<QueueRules>, source = new FakeSource({ tracks: [] })) {
  const town = aSession(source);
  town.session.controls.setRules({ ...NO_RULES, ...rules });
  return town;
}

describe('QueueRules', () => {
  it('refuse what is longer than the longest, and what has no end', () => {
    const rules = { ...NO_RULES, longestTrackMs: 600_000 };
    expect(whyRefused(aTrack({ durationMs: 600_000 }), rules)).to.equal(undefined);
    expect(whyRefused(aTrack({ durationMs: 600_001 }), rules)?.message).to.include('10:00 is the longest');
    expect(whyRefused(aTrack({ durationMs: null }), rules)?.message).to.include('a live stream without an end');
    expect(whyRefused(aTrack({ durationMs: null }), NO_RULES)).to.equal(undefined);
    expect(whyRefused(aTrack({ durationMs: null, lengthUnknown: true }), rules), 'not known').to.equal(undefined);
  });

  it('refuse what is blocked, by title, author or link, in any case', () => {
    const rules = { ...NO_RULES, blocked: [' EARrape ', 'bad.example', ''] };
    const isRefused = (facts: Parameters<typeof aTrack>[0]) => whyRefused(aTrack(facts), rules) !== undefined;
    expect(isRefused({ title: 'Best of earRAPE' })).to.equal(true);
    expect(isRefused({ author: 'Ｅａｒｒａｐｅ' }), 'full-width').to.equal(true);
    expect(isRefused({ url: 'https://bad.example/x' })).to.equal(true);
    expect(isRefused({})).to.equal(false);
  });

  it('refuse one more than a listener may have waiting, and nobody else', () => {
    const { session, add } = ruled({ mostPerListener: 2 });
    add(...someTracks('a'));
    session.admit({ requestedBy: 'ada' });
    add(...someTracks('b'));
    expect(() => session.admit({ requestedBy: 'ada' })).to.throw(RefusedError, 'You have 2 waiting');
    session.admit({ requestedBy: 'bob' });
  });

  it('come with a request, and hold until others come', () => {
    const { session, add } = ruled({});
    add(...someTracks('a'));
    const rules = { ...NO_RULES, mostPerListener: 1 };
    expect(() => session.admit({ requestedBy: 'ada', rules })).to.throw(RefusedError);
    expect(session.snapshot.rules).to.equal(rules);
    expect(() => session.admit({ requestedBy: 'ada' })).to.throw(RefusedError);
  });

  it('cut a playlist to what its listener may have waiting, also where it is not loaded yet', async () => {
    const tracks = someTracks('a', 'b', 'c', 'd', 'e', 'f');
    const facts = { title: 'List', url: '', trackCount: 6 };
    const pages = { 'page-2': { ...facts, items: tracks.slice(2, 4), next: 'page-3' } };
    const town = ruled({ mostPerListener: 3 }, new FakeSource({ tracks, playlists: pages }));
    const playlist = { ...facts, items: tracks.slice(0, 2), next: 'page-2' };
    const added = town.session.answer(town.reserve('list'), { kind: 'playlist', playlist }, LIST, 'list');
    expect(added).to.include({ trackCount: 6, leftOut: 3 });
    expect(town.session.snapshot.upcomingTracks).to.equal(3);
    town.session.join('lounge');
    for (let frames = 0; frames < 150; frames += 10) {
      await town.settle();
      town.output.play(10);
    }
    await town.settle();
    expect(town.started()).to.deep.equal(['a', 'b', 'c']);
    expect(town.upcoming()).to.deep.equal([]);
  });

  it('leave out of a playlist what they do not let in, and refuse it when nothing is left', () => {
    const [short, long] = [aTrack({ id: 'short', durationMs: 1_000 }), aTrack({ id: 'long', durationMs: 9_000 })];
    const town = ruled({ longestTrackMs: 5_000 });
    const list = (...items: (typeof short)[]) =>
      ({ kind: 'playlist', playlist: { title: '', url: '', trackCount: 2, items } }) as const;
    expect(town.session.answer(town.reserve('x'), list(short, long), LIST, '')).to.include({ leftOut: 1 });
    expect(town.upcoming()).to.deep.equal(['short']);
    const entry = town.reserve('y');
    expect(() => town.session.answer(entry, list(long, long), LIST, '')).to.throw(RefusedError);
  });

  it('hold also for what becomes known later, and say so', async () => {
    const tracks = someTracks('a', 'b');
    const town = ruled({ blocked: ['a'] }, new FakeSource({ tracks }));
    const items = tracks.map(({ id }) => ({ source: 'fake', kind: 'track', id }) as const);
    const playlist = { title: 'List', url: '', trackCount: 2, items };
    town.session.answer(town.reserve('list'), { kind: 'playlist', playlist }, LIST, 'list');
    town.session.join('lounge');
    await town.settle();
    town.output.play(1);
    expect(town.events.find(({ type }) => type === 'failed')).to.have.nested.property('error.code', 'refused');
  });
});
