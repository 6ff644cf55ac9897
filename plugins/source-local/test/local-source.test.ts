import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aTrack, FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { aLibrary, anOpenContext, type Asked, failure, lookUp, aSourceContext, type Library } from './a-library.js';
import { A_PNG, aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('LocalSource', function () {
  this.timeout(60_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());

  const resolve = (...asked: Asked) => lookUp(library, ...asked);

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

    it('finds what has been read, and plays what has not, while the rest of the folder is read', async () => {
      const files = Array.from({ length: 60 }, async (_, number) => {
        return [`${number}.mp3`, await aTaggedMp3({ title: `Harbour ${number}` })] as const;
      });
      library = await aLibrary(Object.fromEntries(await Promise.all(files)), { settle: false });
      const first = resolve('track', '59.mp3');
      expect(await first).to.nested.include({ 'track.title': 'Harbour 59' });
      expect(library.index.state.status).to.equal('walking');
      const track = aTrack({ source: 'local', id: '58.mp3' });
      const stream = await library.source.open(track, anOpenContext());
      expect(library.index.find('58.mp3')?.content.kind).not.to.equal('read');
      stream.readable.destroy();
      expect(await resolve('search', 'harbour'))
        .to.have.nested.property('tracks.length')
        .that.is.above(0);
      expect(library.index.state.status).to.be.oneOf(['walking', 'reading']);
    });

    it('looks again now and then while the folder is read, not with every file', async () => {
      const song = await aTaggedMp3({});
      const files = Array.from({ length: 60 }, (_, number) => [`${number}.mp3`, song] as const);
      library = await aLibrary(Object.fromEntries(files), { settle: false, clock: new FakeClock() });
      let searches = 0;
      const search = library.index.search.bind(library.index);
      library.index.search = (...asked) => {
        searches += 1;
        return search(...asked);
      };
      expect(await resolve('search', 'nothing like it')).to.deep.equal({ kind: 'empty' });
      expect(library.index.state.status).to.equal('ready');
      expect(searches).to.be.below(10);
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
        'A/CD 2/disc.mp3': await aTaggedMp3({ title: 'disc' }),
        'A/Live/other.mp3': await aTaggedMp3({ title: 'other' }),
      });
      expect(await artwork('A/with.mp3')).to.deep.include({ contentType: 'image/png' });
      expect(Buffer.from((await artwork('A/with.mp3'))?.bytes ?? []).equals(A_PNG)).to.equal(true);
      expect(await artwork('A/without.mp3')).to.deep.include({ contentType: 'image/jpeg' });
      expect(await artwork('B/beside 100%.mp3')).to.deep.include({ contentType: 'image/gif' });
      expect(await artwork('A/CD 2/disc.mp3')).to.deep.include({ contentType: 'image/jpeg' });
      for (const id of ['C/none.mp3', 'A/Live/other.mp3']) expect(await artwork(id), id).to.equal(undefined);
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

  describe('related', () => {
    it('is the rest of the album, then the artist, then the folder, then everything else', async () => {
      const song = (title: string, artist: string, album = '', track = '') =>
        aTaggedMp3({ title, artist, album, track });
      library = await aLibrary({
        'Ann/1.mp3': await song('One', 'Ann', 'Tides', '1'),
        'Ann/2.mp3': await song('Two', 'Ann', 'Tides', '2'),
        'Ann/3.mp3': await song('Three', 'Ann', 'Tides', '3'),
        'Ann/live.mp3': await song('Guest', 'Bea'),
        'More/4.mp3': await song('Four', 'Ann', 'Winds', '1'),
        'Other/5.mp3': await song('Five', 'Cid'),
      });
      const two = await resolve('track', 'Ann/2.mp3');
      if (two.kind !== 'track') throw new Error('It is there.');
      const related = await library.source.related(two.track);
      expect(related.map(({ title }) => title)).to.deep.equal(['Three', 'One', 'Four', 'Guest', 'Five']);
    });

    it('is nothing for a track that is gone', async () => {
      library = await aLibrary({ 'song.mp3': await aTaggedMp3({ title: 'Harbour' }) });
      expect(await library.source.related(aTrack({ source: 'local', id: 'gone.mp3' }))).to.deep.equal([]);
    });
  });
});
