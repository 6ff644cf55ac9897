import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Resolution } from '@tonearm/core';
import { UndecodableError } from '@tonearm/core';
import { RecordingLogger } from '@tonearm/core/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { entryPaths } from '../src/entry-path.js';
import { aLibrary, type Asked, failure, type Library, lookUp } from './a-library.js';
import { aTaggedMp3, needsFfmpeg } from './audio-fixtures.js';

const ids = (resolution: Resolution) =>
  resolution.kind === 'playlist' ? resolution.playlist.items.map(({ id }) => id) : [resolution.kind];

describe('entryPaths', () => {
  const paths = (listId: string, location: string) => entryPaths({ listId, folder: '/srv/music/' }, location);

  it('is relative to the list, whichever slashes it was written with', () => {
    expect(paths('Mixes/Party.m3u', 'a.mp3')).to.deep.equal(['Mixes/a.mp3']);
    expect(paths('Mixes/Party.m3u', './x/../a.mp3')).to.deep.equal(['Mixes/a.mp3']);
    expect(paths('Mixes/Party.m3u', '..\\Ann\\a.mp3')).to.deep.equal(['Ann/a.mp3']);
    expect(paths('Party.m3u', 'Ann//a.mp3')).to.deep.equal(['Ann/a.mp3']);
  });

  it('is the same file by its absolute path or its link, where it lies below the folder', () => {
    for (const location of [
      '/srv/music/Ann/a b.mp3',
      'file:///srv/music/Ann/a%20b.mp3',
      'file://localhost/srv/music/x/../Ann/a b.mp3',
    ]) {
      expect(paths('Mixes/Party.m3u', location), location).to.deep.equal(['Ann/a b.mp3']);
    }
  });

  it('may be written as a link, behind which a name is meant; the name itself comes first', () => {
    expect(paths('Party.m3u', 'Ann/100%25%20a.mp3')).to.deep.equal(['Ann/100%25%20a.mp3', 'Ann/100% a.mp3']);
    expect(paths('Party.m3u', '100%.mp3')).to.deep.equal(['100%.mp3']);
  });

  it('leads nowhere for what would lead out of the folder', () => {
    for (const location of [
      '../../etc/passwd',
      '..\\..\\secret.mp3',
      'x/../../../secret.mp3',
      '/etc/passwd',
      '\\\\server\\share\\a.mp3',
      '//server/share/a.mp3',
      'C:\\Music\\a.mp3',
      'c:a.mp3',
      'file:///etc/passwd',
      'file://server/a.mp3',
      'http://a.example/a.mp3',
      'concat:a.mp3|b.mp3',
      '..',
      '',
      '.hidden.mp3',
      'x\0.mp3',
      '.../a.mp3',
      ' ../../a.mp3',
      '/srv/music',
      '/srv/music/../secret.mp3',
      '/srv/musical/a.mp3',
      'file:///srv/music/../secret.mp3',
      'file:///srv/music/%2e%2e/secret.mp3',
      'file:///srv/music%2f..%2fsecret.mp3',
      'file:///srv/music/.hidden/a.mp3',
    ]) {
      expect(paths('Mixes/Party.m3u', location), location).to.deep.equal([]);
    }
  });

  it('never leaves the folder, whatever is written', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', 'a', 'C:', 'file:', '%2e%2e', '%2f', '/srv/music/', '\0', ' '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const path of paths('A/B/list.m3u', pieces.join(''))) {
          expect(path.startsWith('/') || path.split('/').includes('..')).to.equal(false);
        }
      }),
    );
  });
});

describe('LocalSource: lists', function () {
  this.timeout(20_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());
  const resolve = (...asked: Asked) => lookUp(library, ...asked);
  const ask = (text: string) => {
    const reference = library.source.identify({ kind: 'search', text })?.reference;
    if (!reference) throw new Error(`${text} means nothing.`);
    return resolve(reference.kind, reference.id);
  };

  const songs = async () => ({
    'Ann/one.mp3': await aTaggedMp3({ title: 'One' }),
    'Ann/zwölf.mp3': await aTaggedMp3({ title: 'Zwölf' }),
    'Mixes/two.mp3': await aTaggedMp3({ title: 'Two' }),
  });

  it('plays what they name, in their order, as often as they name it', async () => {
    library = await aLibrary({
      ...(await songs()),
      'Mixes/Party.m3u': '#EXTM3U\r\n#EXTINF:1,Two\r\ntwo.mp3\r\n..\\Ann\\one.mp3\r\ntwo.mp3\r\n',
      'Mixes/Evening.pls': '[playlist]\nFile2=../Ann/one.mp3\nFile1=two.mp3\n',
      'Night.m3u8': 'Ann/one.mp3',
    });
    expect(ids(await resolve('playlist', 'Mixes/Party.m3u'))).to.deep.equal([
      'Mixes/two.mp3',
      'Ann/one.mp3',
      'Mixes/two.mp3',
    ]);
    expect(ids(await ask('Mixes/Evening.pls'))).to.deep.equal(['Mixes/two.mp3', 'Ann/one.mp3']);
    expect(ids(await ask('Night.m3u8'))).to.deep.equal(['Ann/one.mp3']);
    expect(await ask('Night.m3u8')).to.nested.include({ 'playlist.title': 'Night', 'playlist.items[0].title': 'One' });
  });

  it('are found by their names, and completed with a mark', async () => {
    library = await aLibrary({ ...(await songs()), 'Mixes/Summer Party 2024.m3u': 'two.mp3' });
    for (const text of ['playlist:party summer', 'playlist: Mixes/Summer Party 2024.m3u', 'summer party 2024']) {
      expect(ids(await ask(text)), text).to.deep.equal(['Mixes/two.mp3']);
    }
    const [suggestion] = await library.source.suggest('party');
    expect(suggestion).to.deep.equal({
      label: '📜 Summer Party 2024',
      query: 'local:playlist:Mixes/Summer Party 2024.m3u',
    });
    expect(ids(await ask(suggestion?.query ?? ''))).to.deep.equal(['Mixes/two.mp3']);
  });

  it('are read in the encodings that they were written in', async () => {
    library = await aLibrary({
      ...(await songs()),
      'utf8.m3u': Buffer.from('\ufeff#EXTM3U\nAnn/zwölf.mp3'),
      'windows.m3u': Buffer.from('Ann/zw\xf6lf.mp3', 'latin1'),
      'apart.m3u8': Buffer.from('Ann/zwo\u0308lf.mp3'),
    });
    for (const id of ['utf8.m3u', 'windows.m3u', 'apart.m3u8']) {
      expect(ids(await resolve('playlist', id)), id).to.deep.equal(['Ann/zwölf.mp3']);
    }
  });

  it('may name files as other players do: by their absolute paths, and by links', async () => {
    library = await aLibrary({ ...(await songs()), 'Ann/a b.mp3': await aTaggedMp3({ title: 'Spaced' }) });
    const link = pathToFileURL(join(library.folder, 'Ann/zwölf.mp3')).href;
    const entries = [join(library.folder, 'Ann/one.mp3'), link, 'Ann/a%20b.mp3'];
    await library.write({
      'Absolute.m3u8': entries.join('\n'),
      'disc.cue': `FILE "${link}" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00`,
    });
    await library.index.close();
    const again = await aLibrary({}, { of: library });
    const found = await Promise.all(['Absolute.m3u8', 'disc.cue'].map((id) => lookUp(again, 'playlist', id)));
    await again.close();
    expect(found.map(ids)).to.deep.equal([['Ann/one.mp3', 'Ann/zwölf.mp3', 'Ann/a b.mp3'], ['disc.cue/1']]);
  });

  it('leave out what is not in the folder, and say in the log how much that is', async () => {
    const logger = new RecordingLogger();
    const entries = [
      'two.mp3',
      'gone.mp3',
      '../../secret.mp3',
      '/etc/passwd',
      'file:///etc/passwd',
      'up/secret.mp3',
      'link.mp3',
    ];
    library = await aLibrary(
      {
        ...(await songs()),
        'Mixes/Party.m3u': entries.join('\n'),
        '../secret.mp3': await aTaggedMp3({ title: 'Secret' }),
      },
      { folder: 'music', links: { 'Mixes/up': '..', 'Mixes/link.mp3': '../../secret.mp3' }, logger },
    );
    expect(ids(await resolve('playlist', 'Mixes/Party.m3u'))).to.deep.equal(['Mixes/two.mp3']);
    const [line] = logger.lines.filter(({ message }) => /not in the music folder/.test(message));
    expect(line?.fields).to.include({ list: 'Mixes/Party.m3u', missing: 6 });
  });

  it('are not read from outside, even by a link', async () => {
    library = await aLibrary(
      { ...(await songs()), '../secret.m3u': 'Ann/one.mp3' },
      { folder: 'music', links: { 'link.m3u': '../secret.m3u' } },
    );
    expect(await resolve('playlist', 'link.m3u')).to.deep.equal({ kind: 'empty' });
    expect(await resolve('playlist', '../secret.m3u')).to.deep.equal({ kind: 'empty' });
  });

  it('say why they cannot be played: nothing is left, they contain but lists, or are far too large', async () => {
    library = await aLibrary({
      'itself.m3u': 'itself.m3u\nother.m3u\n',
      'other.m3u': 'itself.m3u',
      'empty.pls': '[playlist]',
      'bomb.m3u': Buffer.alloc(3_000_000, 'a\n'),
    });
    for (const id of ['itself.m3u', 'empty.pls']) {
      expect(String(await failure(resolve('playlist', id)))).to.include(`Nothing in the playlist “${id}”`);
    }
    const error = await failure(resolve('playlist', 'bomb.m3u'));
    expect(error).to.be.instanceOf(UndecodableError);
    expect(String(error)).to.include('“bomb.m3u” is too large for a playlist.');
  });

  it('come in pages, of which each reads its own files only', async () => {
    library = await aLibrary({ ...(await songs()), 'Long.m3u': 'Ann/one.mp3\n'.repeat(50_000) });
    const first = await resolve('playlist', 'Long.m3u');
    expect(first).to.nested.include({ 'playlist.trackCount': 10_000, 'playlist.next': '200' });
    expect(ids(first)).to.have.length(200);
    expect(ids(await resolve('playlist', 'Long.m3u', '9900'))).to.have.length(100);
    expect(await resolve('playlist', 'Long.m3u', '9900')).not.to.have.nested.property('playlist.next');
  });
});
