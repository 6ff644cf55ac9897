import { rm, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryStore, StoreError, SystemClock } from '@tonearm/core';
import { FakeClock, RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import { SavedIndex } from '../src/index.js';
import { aLibrary, type Library, lookUp } from './a-library.js';
import { aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

const NAMESPACE = 'local-index';

describe('SavedIndex', function () {
  this.timeout(30_000);
  before(function () {
    needsFfmpeg(this);
  });
  let store: MemoryStore;
  let first: Library;
  let second: Library | undefined;

  beforeEach(() => {
    store = new MemoryStore(new SystemClock());
  });
  afterEach(async () => {
    await second?.close();
    await first?.close();
    second = undefined;
  });

  /** What the next start reads anew, once it has looked at everything. */
  async function readAnew(change: () => Promise<void> = async () => {}): Promise<readonly string[]> {
    await first.index.close();
    await change();
    const ids: string[] = [];
    const next = await aLibrary({}, { store, of: first, settle: false });
    second = next;
    // What is remembered is told before the folder is entered.
    next.index.onChange(({ kind, ...change }) => {
      if (next.index.state.status !== 'walking' || next.index.isWhole)
        ids.push(`${kind} ${'id' in change ? change.id : ''}`);
    });
    await next.until(() => next.index.state.status === 'ready');
    return ids.filter((id) => /^(?:read|broken|removed)/.test(id));
  }

  const songs = async () => ({
    'a.mp3': await aTaggedMp3({ title: 'Harbour', artist: 'Ann', album: 'Tides' }),
    'A/b.mp3': await aTaggedMp3({ title: 'Lantern' }),
    'A/bad.mp3': 'no music',
    'A/list.m3u': 'b.mp3',
    'A/cover.png': 'x',
  });

  it('spares the next start from reading what has not changed, broken files too', async () => {
    first = await aLibrary(await songs(), { store });
    expect(await readAnew()).to.deep.equal([]);
    const known = second?.index.files().map(({ id, content }) => `${id} ${content.kind}`);
    expect(known?.sort()).to.deep.equal(['A/b.mp3 read', 'A/bad.mp3 broken', 'a.mp3 read']);
    expect(second?.index.find('a.mp3')?.content).to.deep.equal(first.index.find('a.mp3')?.content);
    expect(second?.index.coverBeside('A/b.mp3')).to.equal('A/cover.png');
    expect(second?.index.collections.listPath('A/list.m3u')).to.equal('A/list.m3u');
    expect(second?.index.collections.find('album', 'tides', 1)).to.have.length(1);
  });

  it('has only what changed meanwhile read again: content, time, another file under the name', async () => {
    first = await aLibrary(
      { ...(await songs()), 'c.mp3': await aTaggedMp3({}), 'd.mp3': await aTaggedMp3({}) },
      { store },
    );
    const changed = await readAnew(async () => {
      await first.write({ 'A/bad.mp3': await aTaggedMp3({ title: 'Mended' }) });
      await utimes(join(first.folder, 'a.mp3'), 1, 1);
      await rename(join(first.folder, 'c.mp3'), join(first.folder, 'e.mp3'));
      await rm(join(first.folder, 'A/b.mp3'));
    });
    expect([...changed].sort()).to.deep.equal([
      'read A/bad.mp3',
      'read a.mp3',
      'read e.mp3',
      'removed A/b.mp3',
      'removed c.mp3',
    ]);
  });

  it('answers from what it remembers before the folder has been looked at', async () => {
    first = await aLibrary(await songs(), { store });
    await first.index.close();
    second = await aLibrary({}, { store, of: first, settle: false });
    await second.until(() => second?.index.isWhole === true);
    expect(second.index.state.status).to.equal('walking');
    expect(await lookUp(second, 'search', 'harbour')).to.nested.include({ 'tracks[0].id': 'a.mp3' });
    expect(await lookUp(second, 'playlist', 'A')).to.nested.include({ 'playlist.trackCount': 2 });
  });

  it('is read anew where it is damaged or of another version, with a line in the log', async () => {
    first = await aLibrary(await songs(), { store });
    await first.index.close();
    const keys = await store.keys(NAMESPACE);
    const damages = [{ version: 99, files: [] }, { version: 1, files: [{ path: 7 }] }, 'torn', null];
    for (const [at, key] of keys.entries()) await store.save(NAMESPACE, key, damages[at % damages.length] ?? null);
    const logger = new RecordingLogger();
    second = await aLibrary({}, { store, of: first, logger });
    expect(second.index.find('a.mp3')?.content.kind).to.equal('read');
    expect(logger.lines.filter(({ message }) => /cannot be used/.test(message))).to.have.length(keys.length);
    await second.index.close();
    expect(await store.keys(NAMESPACE)).to.have.members(keys);
  });

  it('belongs to one folder: what is kept of another is thrown away', async () => {
    first = await aLibrary(await songs(), { store });
    await first.index.close();
    const before = await store.keys(NAMESPACE);
    second = await aLibrary({ 'z.mp3': await aTaggedMp3({}) }, { store });
    await second.index.close();
    const after = await store.keys(NAMESPACE);
    expect(second.index.files().map(({ id }) => id)).to.deep.equal(['z.mp3']);
    expect(after.filter((key) => before.includes(key))).to.deep.equal([]);
  });

  it('is missed by nobody when the store fails', async () => {
    const logger = new RecordingLogger();
    const failing = new MemoryStore(new SystemClock());
    const fail = () => Promise.reject(new StoreError('The disk is full.'));
    Object.assign(failing, { keys: fail, load: fail, save: fail, remove: fail });
    first = await aLibrary(await songs(), { store: failing, logger });
    expect(first.index.search('harbour', 1)).to.have.length(1);
    await first.index.close();
    expect(logger.lines.filter(({ level, message }) => level === 'warn' && /saved|index/.test(message))).to.have.length(
      2,
    );
  });

  it('deals with a bounded number of files in one turn of the event loop', async () => {
    const song = await aTaggedMp3({});
    const names = Array.from({ length: 400 }, (_, number) => `${number}.mp3`);
    first = await aLibrary(Object.fromEntries(names.map((name) => [name, song])), { store });
    await first.index.close();
    second = await aLibrary({}, { store, of: first, settle: false });
    let inThisTurn = 0;
    let most = 0;
    let all = 0;
    second.index.onChange(({ kind }) => {
      if (kind !== 'read') return;
      all += 1;
      inThisTurn += 1;
      most = Math.max(most, inThisTurn);
      if (inThisTurn === 1) setImmediate(() => (inThisTurn = 0));
    });
    await second.until(() => second?.index.state.status === 'ready');
    expect(all).to.equal(400);
    expect(most).to.be.within(1, 40);
  });

  describe('by itself', () => {
    const aTag = { title: 'Harbour', artist: '', durationMs: 1, disc: null, number: null, hasCover: false };
    let saves: number;
    let inThisTurn: number;
    let mostInTurn: number;
    let clock: FakeClock;
    let saved: SavedIndex;

    beforeEach(() => {
      saves = inThisTurn = mostInTurn = 0;
      const save = store.save.bind(store);
      store.save = (...record) => {
        saves += 1;
        inThisTurn += 1;
        mostInTurn = Math.max(mostInTurn, inThisTurn);
        if (inThisTurn === 1) setImmediate(() => (inThisTurn = 0));
        return save(...record);
      };
      clock = new FakeClock();
      saved = new SavedIndex({ store, clock, folder: '/music', logger: new RecordingLogger() });
    });

    it('writes a bounded number of files in one turn of the event loop', async () => {
      for (let number = 0; number < 2_000; number++) saved.put({ path: `${number}.mp3`, stamp: '1', tags: aTag });
      await saved.close();
      // 256 records of about eight files each.
      expect(saves).to.equal(256);
      expect(mostInTurn).to.be.below(20);
    });

    it('writes ever more rarely while files go on changing, and soon again after a rest', async () => {
      for (let second = 0; second < 600; second++) {
        saved.put({ path: 'a.mp3', stamp: `${second}`, tags: aTag });
        await clock.advance(1_000);
      }
      expect(saves).to.be.within(8, 15);
      await clock.advance(120_000);
      const before = saves;
      saved.put({ path: 'a.mp3', stamp: 'last', tags: aTag });
      await clock.advance(2_000);
      expect(saves).to.equal(before + 1);
      await saved.close();
    });
  });
});
