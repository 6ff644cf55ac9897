import { expect } from 'chai';
import type { Playlist } from '../../src/model/resolution.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { aSession } from './a-session.js';

const TRACKS = 5_000;
const PAGE = 100;
const ids = Array.from({ length: TRACKS }, (_, index) => `t${index}`);
const reference = { source: 'fake', kind: 'playlist', id: 'page-0' } as const;

/** A playlist of 5,000 in pages of a hundred, of bare references. */
function aLongList() {
  const page = (from: number): Playlist => ({
    title: 'Long',
    url: '',
    trackCount: TRACKS,
    items: ids.slice(from, from + PAGE).map((id) => ({ source: 'fake', kind: 'track', id })),
    ...(from + PAGE < TRACKS && { next: `page-${from + PAGE}` }),
  });
  const playlists = Object.fromEntries(
    ids.flatMap((_, from) => (from % PAGE === 0 ? [[`page-${from}`, page(from)]] : [])),
  );
  const source = new FakeSource({ tracks: ids.map((id) => aTrack({ id, title: id, durationMs: 40 })), playlists });
  const town = aSession(source);
  town.session.join('lounge');
  town.session.answer(town.reserve('long'), { kind: 'playlist', playlist: page(0) }, { reference }, 'long');
  return town;
}

describe('A playlist of 5,000', () => {
  it('plays its first track at once; no more than three of what follows are looked up before their turn', async () => {
    const town = aLongList();
    await town.settle();
    town.output.play(1);
    expect(town.started()).to.deep.equal(['t0']);
    expect(town.source.resolved.map(({ id }) => id)).to.deep.equal(['t0', 't1', 't2', 't3']);
    expect(town.session.snapshot.upcomingTracks).to.equal(TRACKS - 1);
    expect(town.session.snapshot.upcoming, 'one page and the rest').to.have.length(PAGE);
  });

  it('loses none, also after what is not loaded was edited and has been through JSON', async () => {
    const town = aLongList();
    const { controls } = town.session;
    controls.remove({ kind: 'positions', text: '2, 151-4950' });
    const next = aSession(town.source);
    next.session.restore(JSON.parse(JSON.stringify(town.session.record)), undefined);
    next.session.join('lounge');
    const expected = ids.filter((_, index) => index !== 1 && (index < 150 || index >= 4950));
    for (let rounds = 0; rounds < 4 * expected.length && next.started().length < expected.length; rounds += 1) {
      await next.settle();
      next.output.play(2);
    }
    expect(next.started()).to.deep.equal(expected);
  }).timeout(20_000);
});
