import { type Resolution } from '@tonearm/core';
import { expect } from 'chai';
import { aLibrary, type Asked, lookUp, type Library } from './a-library.js';
import { aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('LocalSource', function () {
  this.timeout(60_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());

  const resolve = (...asked: Asked) => lookUp(library, ...asked);

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

    it('is completed behind “folder:”, and leads back to itself', async () => {
      const song = await aTaggedMp3({ title: 'one' });
      const long = 'a very long name '.repeat(6).trim();
      library = await aLibrary({
        'Rock/Café Nord/a.mp3': song,
        'Rock/b.mp3': song,
        'Jazz/c.mp3': song,
        [`${long}/d.mp3`]: song,
      });
      const labels = async (text: string) => (await library.source.suggest(text)).map(({ label }) => label);
      expect(await labels('folder:')).to.deep.equal(['📁 Jazz', '📁 Rock', '📁 Rock/Café Nord']);
      expect(await labels('local:folder: cafe ro')).to.deep.equal(['📁 Rock/Café Nord']);
      expect(await labels('folder:none')).to.deep.equal([]);
      const [suggestion] = await library.source.suggest('folder:nor');
      const reference = library.source.identify({ kind: 'search', text: suggestion?.query ?? '' })?.reference;
      expect(reference).to.deep.equal({ source: 'local', kind: 'playlist', id: 'Rock/Café Nord' });
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
});
