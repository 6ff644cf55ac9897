import { mkdir, rename } from 'node:fs/promises';
import { SourceUnavailableError } from '@tonearm/core';
import { aTrack, FakeClock, RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aLibrary, anOpenContext, type Asked, failure, type Library, lookUp } from './a-library.js';
import { aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('LocalSource, while the folder is not there', function () {
  this.timeout(20_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());

  const resolve = (...asked: Asked) => lookUp(library, ...asked);
  const away = () => `${library.folder}-away`;

  it('says so, may be asked again, and plays as soon as it is back', async () => {
    library = await aLibrary({}, { settle: false, watch: true, folder: 'later', clock: new FakeClock() });
    for (const kind of ['search', 'track', 'playlist'] as const) {
      const error = await failure(resolve(kind, 'harbour'));
      expect(error).to.be.instanceOf(SourceUnavailableError).and.to.include({ retryable: true });
      expect(String(error)).to.include('The music folder is not there just now').and.not.include(library.folder);
    }
    await library.write({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
    // No time has passed: who asks makes us look.
    expect(await resolve('search', 'harbour')).to.nested.include({ 'tracks[0].title': 'Harbour' });
  });

  it('comes back by itself, too', async () => {
    const clock = new FakeClock();
    library = await aLibrary({}, { settle: false, folder: 'later', clock });
    await library.until(() => library.index.state.status === 'unreadable');
    await library.write({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
    const ready = library.until(() => library.index.state.status === 'ready');
    await clock.advance(5_000);
    await ready;
    expect(library.index.search('harbour', 1)).to.have.length(1);
  });

  it('keeps what it knows when the folder disappears, and fails what is opened with a reason', async () => {
    const clock = new FakeClock();
    const song = await aTaggedMp3({ title: 'Harbour' });
    library = await aLibrary({ 'a.mp3': song, 'A/b.mp3': song }, { watch: true, clock, folder: 'music' });
    await rename(library.folder, away());
    const gone = library.until(() => library.index.state.status === 'unreadable');
    await clock.advance(30_000);
    await gone;
    expect(library.index.files()).to.have.length(2);
    const track = aTrack({ source: 'local', id: 'a.mp3', title: 'Harbour' });
    expect(await failure(library.source.open(track, anOpenContext()))).to.be.instanceOf(SourceUnavailableError);
    await rename(away(), library.folder);
    const back = library.until(() => library.index.state.status === 'ready');
    await clock.advance(5_000);
    await back;
    expect(await resolve('search', 'harbour')).to.nested.include({ 'tracks.length': 2 });
  });

  it('takes an empty folder where there was music for a disk that is not mounted, until something is in it', async () => {
    const clock = new FakeClock();
    library = await aLibrary(
      { 'a.mp3': await aTaggedMp3({ title: 'Harbour' }) },
      { watch: true, clock, folder: 'music' },
    );
    await rename(library.folder, away());
    await mkdir(library.folder);
    await clock.advance(30_000);
    await library.until(() => library.index.state.status === 'unreadable');
    expect(library.index.files()).to.have.length(1);
    expect(await failure(resolve('search', 'harbour'))).to.be.instanceOf(SourceUnavailableError);
    await library.write({ 'b.mp3': await aTaggedMp3({ title: 'Lantern' }) });
    const back = () => library.index.state.status === 'ready' && library.index.search('lantern', 1).length === 1;
    // Each time the disk has had its say, the file has been at rest for a while.
    while (!back()) await clock.advance(250);
    expect(library.index.files().map(({ id }) => id)).to.deep.equal(['b.mp3']);
  });

  it('tells the operator once, however long it lasts, and leaves no timer behind', async () => {
    const clock = new FakeClock();
    const logger = new RecordingLogger();
    library = await aLibrary({}, { settle: false, folder: 'later', clock, logger });
    await library.until(() => library.index.state.status === 'unreadable');
    for (let look = 0; look < 20; look++) await clock.advance(5_000);
    expect(logger.lines.filter(({ level }) => level === 'warn')).to.have.length(1);
    await library.index.close();
    expect(clock.pendingTimers).to.equal(0);
  });
});
