import { buffer } from 'node:stream/consumers';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Reference, type Resolution, SetupError, TrackUnavailableError, UndecodableError } from '@tonearm/core';
import { expect } from 'chai';
import { aLibrary, anOpenContext, aSourceContext, type Library, openFilesBelow } from './a-library.js';
import { A_PNG, anAudioFile, aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('LocalSource', function () {
  this.timeout(60_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());

  const resolve = (kind: Reference['kind'], id: string, cursor?: string) =>
    library.source.resolve({ source: 'local', kind, id }, aSourceContext(cursor === undefined ? {} : { cursor }));
  const failure = async (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  describe('lookup', () => {
    it('finds a track by its path, its words, and its file name without the folder', async () => {
      library = await aLibrary({ 'Album/07 song.mp3': await aTaggedMp3({ title: 'Harbour', artist: 'Ann' }) });
      expect(await resolve('track', 'Album/07 song.mp3')).to.nested.include({ 'track.title': 'Harbour' });
      expect(await resolve('search', 'ann harbor')).to.nested.include({ 'tracks[0].id': 'Album/07 song.mp3' });
      expect(await resolve('track', '07 song.mp3')).to.nested.include({ 'tracks[0].id': 'Album/07 song.mp3' });
    });

    it('says that there is nothing where there is nothing, or nothing of ours', async () => {
      library = await aLibrary({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
      await writeFile(join(library.folder, '..', 'outside.mp3'), await aTaggedMp3({ title: 'Outside' }));
      await library.write({ 'a/notes.txt': 'Not for everyone.' });
      for (const id of [
        'a/notes.txt',
        'Album/none.mp3',
        '../outside.mp3',
        '/etc/passwd.mp3',
        'a/../../outside.mp3',
        'x\0/y.mp3',
      ]) {
        expect(await resolve('track', id)).to.deep.equal({ kind: 'empty' });
        expect(await resolve('playlist', id)).to.deep.equal({ kind: 'empty' });
      }
      expect(await resolve('search', 'nothing like it')).to.deep.equal({ kind: 'empty' });
    });

    it('takes title and artist from the name of a file without tags', async () => {
      library = await aLibrary({ '03 - Some_One - Far Away.mp3': await aTaggedMp3({}) });
      const resolution = await resolve('track', '03 - Some_One - Far Away.mp3');
      expect(resolution).to.nested.include({ 'track.title': 'Far Away', 'track.author': 'Some One' });
    });

    it('gives answers that survive JSON', async () => {
      library = await aLibrary({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
      const resolution = await resolve('track', 'song.mp3');
      expect(JSON.parse(JSON.stringify(resolution))).to.deep.equal(resolution);
    });

    it('waits for the folder to be read before it says that there is nothing', async () => {
      const song = await aTaggedMp3({ title: 'Harbour' });
      library = await aLibrary({ 'song.mp3': song }, { settle: false });
      expect(await resolve('search', 'harbour')).to.nested.include({ 'tracks[0].title': 'Harbour' });
    });

    it('stops waiting when nobody waits any more', async () => {
      library = await aLibrary({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) }, { settle: false });
      const reason = new Error('enough');
      const signal = AbortSignal.abort(reason);
      const context = aSourceContext({ signal });
      const reference = { source: 'local', kind: 'search', id: 'no such thing' } as const;
      expect(await failure(library.source.resolve(reference, context))).to.equal(reason);
    });

    it('says which stage has begun', async () => {
      const song = await aTaggedMp3({ title: 'Harbour' });
      library = await aLibrary({ 'song.mp3': song, 'other.mp3': song });
      const stages: string[] = [];
      const fractions: number[] = [];
      const report = (stage: string, fraction = 0) => {
        stages.push(stage);
        fractions.push(fraction);
      };
      const context = aSourceContext({ report });
      await library.source.resolve({ source: 'local', kind: 'track', id: 'song.mp3' }, context);
      await library.source.resolve({ source: 'local', kind: 'search', id: 'harbour' }, context);
      await library.source.resolve({ source: 'local', kind: 'playlist', id: '.' }, context);
      expect([...new Set(stages)]).to.deep.equal(['reading-metadata', 'searching', 'loading-playlist']);
      expect(fractions.slice(-2)).to.deep.equal([0, 0.5]);
    });
  });

  describe('folder as a playlist', () => {
    const titles = (resolution: Resolution) =>
      resolution.kind === 'playlist'
        ? resolution.playlist.items.map((item) => ('title' in item ? item.title : item.id))
        : [];

    it('is in the order of disc and track number, then of names as people count', async () => {
      library = await aLibrary({
        'A/z.mp3': await aTaggedMp3({ title: 'first', disc: '1', track: '1' }),
        'A/b.mp3': await aTaggedMp3({ title: 'second', disc: '1', track: '2/9' }),
        'A/a.mp3': await aTaggedMp3({ title: 'third', disc: '2', track: '1' }),
        'A/x10.mp3': await aTaggedMp3({ title: 'ten' }),
        'A/x2.mp3': await aTaggedMp3({ title: 'two' }),
        'A/CD 10/a.mp3': await aTaggedMp3({ title: 'last' }),
        'A/CD 2/a.mp3': await aTaggedMp3({ title: 'later' }),
        'AB/a.mp3': await aTaggedMp3({ title: 'elsewhere' }),
      });
      const resolution = await resolve('playlist', 'A');
      expect(titles(resolution)).to.deep.equal(['first', 'second', 'third', 'two', 'ten', 'later', 'last']);
      expect(resolution).to.nested.include({ 'playlist.title': 'A', 'playlist.trackCount': 7 });
      expect(titles(await resolve('playlist', '.'))).to.have.length(8);
    });

    it('finds the folder without its accents and capitals, or by its last name', async () => {
      library = await aLibrary({ 'Rock/Café Nord/a.mp3': await aTaggedMp3({ title: 'one' }) });
      for (const id of ['Rock/Café Nord', 'rock/cafe nord', 'CAFE NORD']) {
        expect(titles(await resolve('playlist', id))).to.deep.equal(['one']);
      }
    });

    it('is whole though it was asked for before the folder had been walked through', async () => {
      const song = await aTaggedMp3({});
      const files = Array.from({ length: 40 }, (_, index) => [`A/${index}.mp3`, song] as const);
      library = await aLibrary(Object.fromEntries(files), { settle: false });
      expect(titles(await resolve('playlist', 'A'))).to.have.length(40);
    });

    it('comes in pages', async () => {
      const song = await aTaggedMp3({});
      const files = Array.from({ length: 205 }, (_, index) => [`many/${index}.mp3`, song] as const);
      library = await aLibrary(Object.fromEntries(files));
      const first = await resolve('playlist', 'many');
      expect(first).to.nested.include({ 'playlist.next': '200', 'playlist.trackCount': 205 });
      const second = await resolve('playlist', 'many', '200');
      expect(titles(second)).to.deep.equal(['200', '201', '202', '203', '204']);
      expect(second).not.to.have.nested.property('playlist.next');
    });

    it('keeps a broken file as a reference, whose lookup says what is wrong', async () => {
      library = await aLibrary({
        'A/1.mp3': await aTaggedMp3({ title: 'one' }),
        'A/2.mp3': 'no music',
        'A/3.mp3': await aTaggedMp3({ title: 'three' }),
      });
      const resolution = await resolve('playlist', 'A');
      expect(titles(resolution)).to.deep.equal(['one', 'A/2.mp3', 'three']);
    });
  });

  describe('bad files', () => {
    it('names a file that is no audio, and says nothing of where it lies', async () => {
      const flac = await anAudioFile('flac');
      const bad = {
        'a/text.mp3': 'Just words.\n'.repeat(1_000_000),
        'a/empty.opus': '',
        'a/zeros.wav': Buffer.alloc(100_000),
        'a/torn.flac': Buffer.concat([flac.subarray(0, 6), Buffer.alloc(50, 1)]),
        'a/torn.m4a': (await anAudioFile('m4a')).subarray(0, 24),
        'a/picture.ogg': A_PNG,
      };
      library = await aLibrary(bad);
      for (const id of Object.keys(bad)) {
        const error = await failure(resolve('track', id));
        expect(error, id).to.be.instanceOf(UndecodableError);
        expect(String(error), id).to.include(id.slice(2)).and.not.include(library.folder);
        expect(await resolve('search', id.slice(2, -4))).to.deep.equal({ kind: 'empty' });
      }
      const track = { source: 'local', id: 'a/text.mp3', title: 'Text', author: '', url: '', durationMs: 1 };
      expect(await failure(library.source.open(track, anOpenContext()))).to.be.instanceOf(UndecodableError);
    });

    it('says that a file has gone', async () => {
      library = await aLibrary({});
      for (const id of ['gone.mp3', '../outside.mp3']) {
        const track = { source: 'local', id, title: 'Harbour', author: '', url: '', durationMs: 1 };
        const error = await failure(library.source.open(track, anOpenContext()));
        expect(error).to.be.instanceOf(TrackUnavailableError);
        expect(error).to.have.property('message', '“Harbour” is no longer in the music folder.');
      }
    });

    it('neither lists nor opens what a link takes from outside', async () => {
      const files = {
        'in/song.mp3': await aTaggedMp3({ title: 'Inside' }),
        '../secret.mp3': await aTaggedMp3({ title: 'Secret' }),
      };
      const links = { 'link.mp3': '../secret.mp3', up: '..', 'inner.mp3': 'in/song.mp3' };
      library = await aLibrary(files, { folder: 'music', links });
      const ids = library.index.files().map(({ id }) => id);
      expect(ids.sort()).to.deep.equal(['in/song.mp3', 'inner.mp3']);
      expect(await resolve('search', 'secret')).to.deep.equal({ kind: 'empty' });
      for (const id of ['link.mp3', 'up/secret.mp3']) {
        expect(await resolve('track', id)).to.deep.equal({ kind: 'empty' });
        const track = { source: 'local', id, title: 'Secret', author: '', url: '', durationMs: 1 };
        expect(await failure(library.source.open(track, anOpenContext()))).to.be.instanceOf(TrackUnavailableError);
      }
    });
  });

  describe('sound', () => {
    it('begins an Ogg/Opus file near the position, at its tags again', async () => {
      const file = await anAudioFile('opus', { title: 'Long' }, 30);
      library = await aLibrary({ 'long.opus': file });
      const track = { source: 'local', id: 'long.opus', title: 'Long', author: '', url: '', durationMs: 30_000 };
      const stream = await library.source.open(track, anOpenContext({ positionMs: 20_000 }));
      expect(stream.positionMs).to.be.within(19_500, 20_000);
      const bytes = await buffer(stream.readable);
      expect(bytes.toString('latin1', 28, 36)).to.equal('OpusHead');
      expect(bytes.includes('OpusTags')).to.equal(true);
      expect(bytes.length / file.length).to.be.within(0.25, 0.45);
      const headLength = bytes.indexOf('OggS', bytes.indexOf('OpusTags'));
      const rest = bytes.subarray(headLength);
      expect(file.subarray(-rest.length).equals(rest)).to.equal(true);
      const beforeIt = file.lastIndexOf('OggS', file.length - rest.length - 1);
      const endedMs = (Number(file.readBigInt64LE(beforeIt + 6)) - 312) / 48;
      expect(stream.positionMs).to.equal(endedMs);
    });

    it('vouches for the file, so that others can be sought in by whoever can', async () => {
      library = await aLibrary({ 'song.mp3': await aTaggedMp3({}) });
      const track = { source: 'local', id: 'song.mp3', title: '', author: '', url: '', durationMs: null };
      const stream = await library.source.open(track, anOpenContext({ positionMs: 500 }));
      expect(stream).to.include({ file: join(library.folder, 'song.mp3'), positionMs: 0 });
      stream.readable.destroy();
    });

    it('leaves no descriptor behind: read to the end, destroyed, aborted, never read, failed', async function () {
      if (process.platform !== 'linux') this.skip();
      library = await aLibrary({ 'long.opus': await anAudioFile('opus', {}, 30), 'bad.mp3': 'no music' });
      const track = { source: 'local', id: 'long.opus', title: '', author: '', url: '', durationMs: null };
      const before = (await openFilesBelow(library.folder)).length;
      const ended = await library.source.open(track, anOpenContext());
      await buffer(ended.readable);
      const destroyed = await library.source.open(track, anOpenContext());
      const life = new AbortController();
      const aborted = await library.source.open(track, anOpenContext({ streamSignal: life.signal, positionMs: 9_000 }));
      const closings = [destroyed, aborted].map(
        ({ readable }) => new Promise<void>((closed) => readable.once('close', closed)),
      );
      expect((await openFilesBelow(library.folder)).length).to.equal(before + 2);
      destroyed.readable.destroy();
      life.abort(new Error('no longer wanted'));
      await Promise.all(closings);
      await failure(library.source.open({ ...track, id: 'bad.mp3' }, anOpenContext()));
      await failure(library.source.open(track, anOpenContext({ attemptSignal: AbortSignal.abort() })));
      expect((await openFilesBelow(library.folder)).length).to.equal(before);
    });

    it('gives each open a stream of its own', async () => {
      const file = await anAudioFile('opus', {}, 30);
      library = await aLibrary({ 'long.opus': file });
      const track = { source: 'local', id: 'long.opus', title: '', author: '', url: '', durationMs: null };
      const [one, two] = await Promise.all([0, 1].map(() => library.source.open(track, anOpenContext())));
      one?.readable.destroy();
      expect(two && (await buffer(two.readable)).equals(file)).to.equal(true);
    });
  });

  describe('artwork', () => {
    const artwork = async (id: string) => {
      const resolution = await resolve('track', id);
      const url = resolution.kind === 'track' ? resolution.track.artworkUrl : undefined;
      return url === undefined ? undefined : library.source.artwork(url.replace('artwork:local/', ''));
    };

    it('is the picture inside the file, or else the one beside it', async () => {
      const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(20)]);
      const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(20)]);
      library = await aLibrary({
        'A/with.mp3': await aTaggedMp3({ title: 'with' }, A_PNG),
        'A/without.mp3': await aTaggedMp3({ title: 'without' }),
        'A/cover.jpg': jpeg,
        'B/Folder.PNG': gif,
        'B/beside 100%.mp3': await aTaggedMp3({ title: 'beside' }),
        'C/none.mp3': await aTaggedMp3({ title: 'none' }),
      });
      expect(await artwork('A/with.mp3')).to.deep.include({ contentType: 'image/png' });
      expect(Buffer.from((await artwork('A/with.mp3'))?.bytes ?? []).equals(A_PNG)).to.equal(true);
      expect(await artwork('A/without.mp3')).to.deep.include({ contentType: 'image/jpeg' });
      expect(await artwork('B/beside 100%.mp3')).to.deep.include({ contentType: 'image/gif' });
      expect(await artwork('C/none.mp3')).to.equal(undefined);
    });

    it('is read once, however many are shown it', async () => {
      library = await aLibrary({ 'a.mp3': await aTaggedMp3({ title: 'a' }, A_PNG) });
      const [one, two] = [await artwork('a.mp3'), await artwork('a.mp3')];
      expect(one).to.include({ contentType: 'image/png' });
      expect(two).to.equal(one);
    });

    it('is nothing for ids that are none of ours', async () => {
      library = await aLibrary({ 'a.mp3': await aTaggedMp3({}) });
      for (const id of ['../../etc/passwd', 'gone.mp3', '']) {
        expect(await library.source.artwork(Buffer.from(id).toString('base64url'))).to.equal(undefined);
        expect(await library.source.artwork(id)).to.equal(undefined);
      }
    });
  });

  describe('suggestions', () => {
    it('lead back to exactly the track, within 100 characters', async () => {
      const long = 'very long name '.repeat(12).trim();
      library = await aLibrary({
        'A/harbour.mp3': await aTaggedMp3({ title: 'Harbour', artist: 'Ann' }),
        'B/harbour.mp3': await aTaggedMp3({ title: 'Harbour', artist: 'Bob' }),
        [`${long}.mp3`]: await aTaggedMp3({ title: `Harbour ${'🎵'.repeat(80)}`, artist: 'Cy' }),
      });
      const suggestions = await library.source.suggest('harb');
      expect(suggestions).to.have.length(3);
      expect(suggestions.map(({ label }) => label)).to.include.members(['Harbour · Ann', 'Harbour · Bob']);
      expect(suggestions.map(({ query }) => query)).to.include.members(['local:A/harbour.mp3', 'local:B/harbour.mp3']);
      for (const { label, query } of suggestions) {
        expect(label.length).to.be.within(1, 100);
        expect(query.length).to.be.within(1, 100);
        expect(label.isWellFormed() && query.isWellFormed()).to.equal(true);
      }
    });

    it('show something before anything is typed, and never more than 25', async () => {
      const song = await aTaggedMp3({});
      const files = Array.from({ length: 30 }, (_, index) => [`song ${index}.mp3`, song] as const);
      library = await aLibrary(Object.fromEntries(files));
      expect(await library.source.suggest('')).to.have.length(25);
      expect(await library.source.suggest('song')).to.have.length(25);
    });
  });

  describe('an unreadable folder', () => {
    it('is said to listeners without its path, and plays as soon as it appears', async () => {
      library = await aLibrary({}, { settle: false, watch: true, folder: 'later' });
      const error = await failure(resolve('search', 'harbour'));
      expect(error).to.be.instanceOf(SetupError);
      expect(error).to.have.property('message').that.includes('MUSIC_DIR').and.does.not.include(library.folder);
      await library.write({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
      await library.until(() => library.index.find('song.mp3')?.content.kind === 'read');
      expect(await resolve('search', 'harbour')).to.nested.include({ 'tracks[0].title': 'Harbour' });
    });
  });
});
