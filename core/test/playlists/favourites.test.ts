import { expect } from 'chai';
import { PlaylistError } from '../../src/errors/playlist-errors.js';
import { StoreError } from '../../src/errors/store-errors.js';
import { Favourites } from '../../src/playlists/favourites.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';
import { FailingStore } from '../../src/testing/failing-store.js';

describe('Favourites', () => {
  let store: FailingStore;
  let favourites: Favourites;

  beforeEach(() => {
    store = new FailingStore(new MemoryStore(new FakeClock()));
    favourites = new Favourites(store, 3);
  });

  const titles = async (userId: string) => (await new Favourites(store).list(userId)).map(({ id }) => id);

  it('keeps each track once, of each user, across a restart', async () => {
    expect(await favourites.add('ada', aTrack({ id: 'a' }))).to.equal(true);
    expect(await favourites.add('ada', aTrack({ id: 'b' }))).to.equal(true);
    expect(await favourites.add('ada', aTrack({ id: 'a', title: 'Renamed' }))).to.equal(false);
    expect(await favourites.add('ada', aTrack({ id: 'a', source: 'other' }))).to.equal(true);
    expect(await titles('ada')).to.deep.equal(['a', 'b', 'a']);
    expect(await titles('ben')).to.deep.equal([]);
  });

  it('holds so many, and no more', async () => {
    for (const id of ['a', 'b', 'c']) await favourites.add('ada', aTrack({ id }));
    const error = await rejection(favourites.add('ada', aTrack({ id: 'd' })));
    expect(error).to.be.instanceOf(PlaylistError).with.deep.property('problem', { kind: 'full', most: 3 });
    expect(await favourites.add('ada', aTrack({ id: 'a' })), 'what is there already needs no room').to.equal(false);
  });

  it('takes out what stands at places, and nothing when there is no such place', async () => {
    for (const id of ['a', 'b', 'c']) await favourites.add('ada', aTrack({ id }));
    expect(await rejection(favourites.remove('ada', [{ from: 3, to: 4 }]))).to.be.instanceOf(PlaylistError);
    expect(await titles('ada')).to.have.length(3);
    expect((await favourites.remove('ada', [{ from: 1, to: 2 }])).map(({ id }) => id)).to.deep.equal(['a', 'b']);
    await favourites.remove('ada', [{ from: 1, to: 1 }]);
    expect(await store.keys('favourites')).to.deep.equal([]);
  });

  it('says that something could not be saved, and then has not changed it', async () => {
    await favourites.add('ada', aTrack({ id: 'a' }));
    store.failing = true;
    expect(await rejection(favourites.add('ada', aTrack({ id: 'b' })))).to.be.instanceOf(StoreError);
    store.failing = false;
    expect(await titles('ada')).to.deep.equal(['a']);
  });
});
