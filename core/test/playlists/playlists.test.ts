import { join } from 'node:path';
import { expect } from 'chai';
import { PlaylistError } from '../../src/errors/playlist-errors.js';
import { StoreError } from '../../src/errors/store-errors.js';
import { Playlists } from '../../src/playlists/playlists.js';
import type { Editor, PlaylistLimits, PlaylistOwner } from '../../src/playlists/saved-playlist.js';
import { SystemClock } from '../../src/runtime/clock.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { newTaskId } from '../../src/scheduler/task-id.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { rejection } from '../../src/testing/rejection.js';
import { FailingStore } from '../../src/testing/failing-store.js';
import { aTemporaryFolder } from '../store/temporary-folder.js';

const GUILD: PlaylistOwner = { kind: 'guild', id: '1' };
const ADA: Editor = { id: 'ada', isDj: false };
const BEN: Editor = { id: 'ben', isDj: false };
const DJ: Editor = { id: 'dora', isDj: true };

const tracks = (...ids: readonly string[]) => ids.map((id) => aTrack({ id, title: id }));
const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id);

async function problemOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await rejection(promise);
  expect(error).to.be.instanceOf(PlaylistError);
  return error instanceof PlaylistError && error.problem;
}

describe('Playlists', () => {
  let clock: FakeClock;
  let store: FailingStore;

  beforeEach(() => {
    clock = new FakeClock();
    store = new FailingStore(new MemoryStore(clock));
  });

  const open = (limits?: PlaylistLimits, on: Store = store) =>
    new Playlists({ store: on, clock, logger: silentLogger, newId: newTaskId, ...(limits && { limits }) });

  it('keeps what is added, in its order, with who made it and when', async () => {
    const playlists = open();
    await playlists.create(GUILD, '  Road   trip ', ADA, tracks('one'));
    await clock.advance(5_000);
    const { added, leftOut } = await playlists.add(GUILD, 'road TRIP', ADA, tracks('two', 'one'));
    expect({ added, leftOut }).to.deep.equal({ added: 2, leftOut: 0 });
    const playlist = await open().find(GUILD, 'Road trip');
    expect(idsOf(playlist)).to.deep.equal(['one', 'two', 'one']);
    expect(playlist).to.include({ name: 'Road trip', createdBy: 'ada' });
    expect(playlist.changedAtMs - playlist.createdAtMs).to.equal(5_000);
    const [summary] = await open().list(GUILD);
    expect(summary).to.include({ name: 'Road trip', trackCount: 3 }).and.not.to.have.property('items');
  });

  it('takes out what stands at places, renames and deletes', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA, tracks('a', 'b', 'c', 'd'));
    const { removed } = await playlists.remove(GUILD, 'Mix', ADA, [
      { from: 1, to: 2 },
      { from: 4, to: 4 },
    ]);
    expect(removed.map(({ id }) => id)).to.deep.equal(['a', 'b', 'd']);
    expect((await playlists.rename(GUILD, 'Mix', ADA, 'MIX!')).name).to.equal('MIX!');
    expect(idsOf(await open().find(GUILD, 'mix!'))).to.deep.equal(['c']);
    await playlists.delete(GUILD, 'mix!', ADA);
    expect(await playlists.list(GUILD)).to.deep.equal([]);
    expect(await open().list(GUILD)).to.deep.equal([]);
    expect(await store.keys('playlists'), 'nothing is left on the disk').to.deep.equal([]);
    expect(await store.keys('playlist-shelves')).to.deep.equal([]);
  });

  it('lets who made a guild’s playlist, or a DJ, change and delete it, and nobody else', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA, tracks('a'));
    const attempts = [
      playlists.delete(GUILD, 'Mix', BEN),
      playlists.rename(GUILD, 'Mix', BEN, 'Mine'),
      playlists.add(GUILD, 'Mix', BEN, tracks('b')),
      playlists.remove(GUILD, 'Mix', BEN, [{ from: 1, to: 1 }]),
      playlists.expectAddable(GUILD, 'Mix', BEN),
    ];
    for (const attempt of attempts) expect(await problemOf(attempt)).to.deep.equal({ kind: 'not-yours', name: 'Mix' });
    expect(idsOf(await open().find(GUILD, 'Mix'))).to.deep.equal(['a']);
    await playlists.add(GUILD, 'Mix', DJ, tracks('b'));
    await playlists.delete(GUILD, 'Mix', DJ);
    expect(await playlists.list(GUILD)).to.deep.equal([]);
  });

  it('shows no guild or user what another one keeps, and a DJ of no guild may touch it', async () => {
    const playlists = open();
    const ofAda: PlaylistOwner = { kind: 'user', id: 'ada' };
    await playlists.create(GUILD, 'Mix', ADA, tracks('guild'));
    await playlists.create(ofAda, 'Mix', ADA, tracks('own'));
    const others: PlaylistOwner[] = [
      { kind: 'guild', id: '2' },
      { kind: 'user', id: '1' },
      { kind: 'user', id: 'ben' },
      { kind: 'guild', id: 'ada' },
    ];
    for (const other of others) {
      expect(await playlists.list(other)).to.deep.equal([]);
      expect(await problemOf(playlists.find(other, 'Mix'))).to.deep.equal({ kind: 'unknown', name: 'Mix' });
      expect(await problemOf(playlists.delete(other, 'Mix', DJ))).to.include({ kind: 'unknown' });
    }
    for (const by of [BEN, DJ]) {
      expect(await problemOf(playlists.delete(ofAda, 'Mix', by))).to.include({ kind: 'unknown' });
      expect(await problemOf(playlists.add(ofAda, 'Mix', by, tracks('x')))).to.include({ kind: 'unknown' });
      expect(await problemOf(playlists.create(ofAda, 'Other', by))).to.include({ kind: 'unknown' });
    }
    expect(idsOf(await playlists.find(ofAda, 'Mix'))).to.deep.equal(['own']);
    expect(idsOf(await playlists.find(GUILD, 'Mix'))).to.deep.equal(['guild']);
  });

  it('takes names for one that differ by case, form or what nobody sees', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Été ﬁn', ADA);
    for (const name of ['été fin', 'E\u0301TE\u0301 FIN', 'Été\u200B fin']) {
      expect(await problemOf(playlists.create(GUILD, name, BEN)), name).to.include({ kind: 'name-taken' });
    }
    await playlists.create(GUILD, 'Other', ADA);
    expect(await problemOf(playlists.rename(GUILD, 'Other', ADA, 'ÉTÉ FIN'))).to.include({ kind: 'name-taken' });
    expect((await playlists.rename(GUILD, 'Other', ADA, 'OTHER')).name, 'its own name in other case').to.equal('OTHER');
  });

  it('refuses a name with control characters, of nothing, or of too much', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA);
    for (const name of ['', '   ', '\u200B', 'a\nb', 'a\u0000b', 'a\u2028b', '\uD800', 'x'.repeat(81)]) {
      const wrong = { kind: 'bad-name', most: 80 };
      expect(await problemOf(playlists.create(GUILD, name, ADA)), JSON.stringify(name)).to.deep.equal(wrong);
      expect(await problemOf(playlists.rename(GUILD, 'Mix', ADA, name)), JSON.stringify(name)).to.deep.equal(wrong);
    }
    expect((await playlists.list(GUILD)).map(({ name }) => name)).to.deep.equal(['Mix']);
  });

  it('holds so many playlists of an owner, and so many tracks in one', async () => {
    const playlists = open({ playlistsPerOwner: 2, tracksPerPlaylist: 3 });
    await playlists.create(GUILD, 'One', ADA, tracks('a', 'b'));
    await playlists.create(GUILD, 'Two', ADA);
    const tooMany = { kind: 'too-many-playlists', most: 2 };
    expect(await problemOf(playlists.create(GUILD, 'Three', ADA))).to.deep.equal(tooMany);
    expect(await problemOf(playlists.expectAddable(GUILD, 'Three', ADA))).to.deep.equal(tooMany);
    await playlists.create({ kind: 'user', id: 'ada' }, 'Three', ADA);
    const { added, leftOut } = await playlists.add(GUILD, 'One', ADA, tracks('c', 'd'));
    expect({ added, leftOut }).to.deep.equal({ added: 1, leftOut: 1 });
    expect(await problemOf(playlists.add(GUILD, 'One', ADA, tracks('e')))).to.deep.equal({ kind: 'full', most: 3 });
    expect(
      await problemOf(playlists.create({ kind: 'user', id: 'ada' }, 'Four', ADA, tracks('1', '2', '3', '4'))),
    ).to.include({
      kind: 'full',
    });
  });

  it('refuses places that are not there, and changes nothing', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA, tracks('a', 'b'));
    for (const range of [
      { from: 0, to: 1 },
      { from: 2, to: 3 },
      { from: 1.5, to: 2 },
    ]) {
      expect(await problemOf(playlists.remove(GUILD, 'Mix', ADA, [range]))).to.include({
        kind: 'no-such-place',
        last: 2,
      });
    }
    expect(idsOf(await playlists.find(GUILD, 'Mix'))).to.deep.equal(['a', 'b']);
  });

  it('loses nothing of what is added at the same time', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA);
    await Promise.all(['a', 'b', 'c'].map((id) => playlists.add(GUILD, 'Mix', ADA, tracks(id))));
    expect(idsOf(await playlists.find(GUILD, 'Mix'))).to.deep.equal(['a', 'b', 'c']);
    const made = await Promise.allSettled(['New', 'NEW'].map((name) => playlists.create(GUILD, name, ADA)));
    expect(made.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected']);
  });

  it('says that something could not be saved, and then has not changed it', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA, tracks('a'));
    store.failing = true;
    for (const attempt of [
      playlists.create(GUILD, 'Other', ADA),
      playlists.add(GUILD, 'Mix', ADA, tracks('b')),
      playlists.rename(GUILD, 'Mix', ADA, 'Other'),
      playlists.delete(GUILD, 'Mix', ADA),
    ]) {
      expect(await rejection(attempt)).to.be.instanceOf(StoreError);
    }
    store.failing = false;
    expect((await playlists.list(GUILD)).map(({ name, trackCount }) => [name, trackCount])).to.deep.equal([['Mix', 1]]);
    expect(idsOf(await playlists.find(GUILD, 'Mix'))).to.deep.equal(['a']);
  });

  it('exports a file that it can import, under its name or another', async () => {
    const playlists = open();
    await playlists.create(GUILD, 'Mix', ADA, [...tracks('a'), { source: 'fake', kind: 'track', id: 'later' }]);
    const file = await playlists.exportFile(GUILD, 'Mix');
    const other: PlaylistOwner = { kind: 'guild', id: '2' };
    const copy = await playlists.importFile(other, file, BEN);
    expect(copy).to.include({ name: 'Mix', createdBy: 'ben' });
    expect(copy.items).to.deep.equal((await playlists.find(GUILD, 'Mix')).items);
    expect((await playlists.importFile(other, file, BEN, 'Again')).name).to.equal('Again');
    expect(file, 'and tells nothing of who made it').not.to.contain('ada');
  });
});

describe('Playlists on disk', () => {
  const folder = aTemporaryFolder();

  it('has 5,000 tracks after a restart as before', async () => {
    const uri = join(folder, 'playlists.sqlite');
    const clock = new SystemClock();
    const openDisk = () => openStore({ uri, clock, logger: silentLogger });
    const open = (store: Store) => new Playlists({ store, clock, logger: silentLogger, newId: newTaskId });
    const many = Array.from({ length: 5_000 }, (_, index) => aTrack({ id: `${index}`, title: `Track ${index}` }));
    const first = await openDisk();
    await open(first).create(GUILD, 'Long', ADA, many);
    await open(first).create({ kind: 'user', id: 'ada' }, 'Own', ADA, many.slice(0, 1));
    await first.close();
    const second = await openDisk();
    expect((await open(second).find(GUILD, 'long')).items).to.deep.equal(many);
    expect(await open(second).list({ kind: 'user', id: 'ada' })).to.have.length(1);
    await second.close();
  });
});
