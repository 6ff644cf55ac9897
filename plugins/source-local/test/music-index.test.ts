import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkMusicFolder } from '../src/index.js';
import { aLibrary, aSourceContext, type Library, openFilesBelow } from './a-library.js';
import { anAudioFile, aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

describe('MusicIndex', function () {
  this.timeout(60_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());
  const found = (text: string) => library.index.search(text, 25).map(({ id }) => id);

  it('follows files that are added, changed, renamed and deleted', async () => {
    library = await aLibrary({ 'a.mp3': await aTaggedMp3({ title: 'Morning' }) }, { watch: true });
    await library.write({ 'New/b.mp3': await aTaggedMp3({ title: 'Harbour' }) });
    await library.until(() => found('harbour').length === 1);
    await library.write({ 'a.mp3': await aTaggedMp3({ title: 'Evening Light' }) });
    await library.until(() => found('evening').length === 1);
    expect(found('morning')).to.deep.equal([]);
    await rename(join(library.folder, 'New'), join(library.folder, 'Moved'));
    await library.until(() => found('harbour')[0] === 'Moved/b.mp3');
    expect(found('harbour')).to.deep.equal(['Moved/b.mp3']);
    await rm(join(library.folder, 'Moved/b.mp3'));
    await library.until(() => found('harbour').length === 0);
    expect(library.index.files().map(({ id }) => id)).to.deep.equal(['a.mp3']);
  });

  it('gives the place of a deleted file to the next best', async () => {
    const song = await aTaggedMp3({ title: 'Harbour' });
    library = await aLibrary({ 'a.mp3': song, 'b.mp3': song }, { watch: true });
    const [best] = library.index.search('harbour', 1);
    await rm(join(library.folder, best?.path ?? ''));
    await library.until(() => library.index.files().length === 1);
    expect(library.index.search('harbour', 1)).to.deep.equal(library.index.files());
  });

  it('no longer finds a file that has been overwritten with something else', async () => {
    library = await aLibrary({ 'a.mp3': await aTaggedMp3({ title: 'Harbour' }) }, { watch: true });
    await library.write({ 'a.mp3': 'no music any more' });
    await library.until(() => library.index.find('a.mp3')?.content.kind === 'broken');
    expect(found('harbour')).to.deep.equal([]);
  });

  it('mends a file that was broken once it is written anew', async () => {
    library = await aLibrary({ 'a.mp3': 'not yet music' }, { watch: true });
    expect(library.index.find('a.mp3')?.content.kind).to.equal('broken');
    await library.write({ 'a.mp3': await aTaggedMp3({ title: 'Music now' }) });
    await library.until(() => found('music now').length === 1);
  });

  it('reads a file at once that the background has not reached', async () => {
    const file = await anAudioFile('mp3');
    const files = Array.from({ length: 60 }, (_, index) => [`${index}.mp3`, file] as const);
    library = await aLibrary(Object.fromEntries(files), { settle: false });
    const wanted = await library.index.read('59.mp3');
    expect(wanted?.content.kind).to.equal('read');
    expect(library.index.state.status).not.to.equal('ready');
  });

  it('keeps its files in order until something changes', async () => {
    const song = async (track: string) => aTaggedMp3({ title: track, track });
    library = await aLibrary({ 'a.mp3': await song('2'), 'b.mp3': await song('1') }, { watch: true });
    const order = () => library.index.inOrder().map(({ id }) => id);
    expect(order()).to.deep.equal(['b.mp3', 'a.mp3']);
    expect(library.index.inOrder()).to.equal(library.index.inOrder());
    await library.write({ 'c.mp3': await song('1') });
    await library.until(() => library.index.find('c.mp3')?.content.kind === 'read');
    expect(order()).to.deep.equal(['b.mp3', 'c.mp3', 'a.mp3']);
    await library.write({ 'b.mp3': await song('10') });
    await library.until(() => order()[0] === 'c.mp3');
    await rm(join(library.folder, 'a.mp3'));
    await library.until(() => order().length === 2);
    expect(order()).to.deep.equal(['c.mp3', 'b.mp3']);
  });

  it('leaves everything but music alone', async () => {
    library = await aLibrary({
      'notes.txt': 'x',
      '.hidden.mp3': 'x',
      '.git/a.mp3': 'x',
      'a.mp3.part': 'x',
      'b.mp3': 'x',
    });
    expect(library.index.files().map(({ id }) => id)).to.deep.equal(['b.mp3']);
  });

  it('knows a name in another Unicode form by one id', async () => {
    library = await aLibrary({ 'Cafe\u0301/so\u0308ng.mp3': await aTaggedMp3({ title: 'Composed' }) });
    const reference = library.source.identify({ kind: 'search', text: 'Café/söng.mp3' })?.reference;
    const resolution = reference && (await library.source.resolve(reference, aSourceContext()));
    expect(resolution).to.nested.include({ 'track.title': 'Composed' });
  });

  it('does nothing more once it is closed', async () => {
    library = await aLibrary({}, { watch: true });
    const changes: unknown[] = [];
    library.index.onChange((change) => changes.push(change));
    await library.index.close();
    await library.write({ 'a.mp3': await aTaggedMp3({ title: 'Late' }) });
    await utimes(join(library.folder, 'a.mp3'), 1, 1);
    expect(changes).to.deep.equal([]);
    expect(library.index.files()).to.deep.equal([]);
  });

  it('stops in the middle of its work', async () => {
    const file = await anAudioFile('mp3');
    const files = Array.from({ length: 60 }, (_, index) => [`${index}.mp3`, file] as const);
    library = await aLibrary(Object.fromEntries(files), { settle: false });
    await library.until(() => library.index.files().some(({ content }) => content.kind === 'read'));
    await library.index.close();
    expect(await openFilesBelow(library.folder)).to.deep.equal([]);
    const read = library.index.files().filter(({ content }) => content.kind === 'read');
    expect(read.length).to.be.within(1, 59);
  });
});

describe('checkMusicFolder', () => {
  it('says what is wrong and what to do', async () => {
    const library = await aLibrary({ 'a.mp3': 'x' });
    await mkdir(join(library.folder, 'ok'));
    expect(await checkMusicFolder(join(library.folder, 'ok'))).to.equal(undefined);
    const missing = await checkMusicFolder(join(library.folder, 'none'));
    expect(missing?.message).to.equal(
      `MUSIC_DIR=${join(library.folder, 'none')} cannot be read: there is no such folder. Create it, or point MUSIC_DIR at a folder of music.`,
    );
    expect((await checkMusicFolder(join(library.folder, 'a.mp3')))?.message).to.include('it is a file, not a folder');
    await library.close();
  });
});
