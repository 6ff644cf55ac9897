import type { Resolution } from '@tonearm/core';
import { expect } from 'chai';
import { aLibrary, type Library, lookUp } from './a-library.js';
import { anAudioFile, aTaggedMp3, type FixtureTags, needsFfmpeg } from './audio-fixtures.js';

const titles = (resolution: Resolution) =>
  resolution.kind === 'playlist'
    ? resolution.playlist.items.map((item) => ('title' in item ? item.title : item.id))
    : [resolution.kind];

describe('LocalSource: albums and artists', function () {
  this.timeout(20_000);
  before(function () {
    needsFfmpeg(this);
  });
  let library: Library;
  afterEach(() => library?.close());

  const ask = async (text: string) => {
    const reference = library.source.identify({ kind: 'search', text })?.reference;
    if (!reference) throw new Error(`${text} means nothing.`);
    return lookUp(library, reference.kind, reference.id);
  };
  const song = (title: string, artist: string, album: string, more: FixtureTags = {}) =>
    aTaggedMp3({ title, artist, album, ...more });

  it('play an album by disc and track number, from wherever its files lie', async () => {
    library = await aLibrary({
      'Tides/CD 1/b.mp3': await song('Two', 'Ann', 'Tides', { disc: '1', track: '2' }),
      'Tides/CD 1/c.mp3': await song('One', 'Ann', 'Tides', { disc: '1', track: '1' }),
      'Tides/CD 2/a.mp3': await song('Three', 'Ann', 'Tides', { disc: '2', track: '1' }),
      'Else/x.mp3': await song('Other', 'Ann', 'Winds'),
    });
    for (const text of ['album:tides', 'album: TIDES ann', 'local:album:Tides · Ann']) {
      expect(titles(await ask(text)), text).to.deep.equal(['One', 'Two', 'Three']);
    }
    expect(await ask('album:tides')).to.nested.include({ 'playlist.title': 'Tides · Ann', 'playlist.trackCount': 3 });
    expect(await ask('album:nothing like it')).to.deep.equal({ kind: 'empty' });
  });

  it('keep a compilation together, by its album artist or by its folder', async () => {
    library = await aLibrary({
      'Mix/1.mp3': await song('One', 'Ann', 'Best of May', { track: '1' }),
      'Mix/2.mp3': await song('Two', 'Bob', 'Best of May', { track: '2' }),
      'a/1.mp3': await song('Three', 'Ann', 'June', { albumArtist: 'Various Artists', track: '1' }),
      'b/2.mp3': await song('Four', 'Cid', 'June', { albumArtist: 'Various Artists', track: '2' }),
    });
    expect(await ask('album:best of may')).to.nested.include({ 'playlist.title': 'Best of May' });
    expect(titles(await ask('album:best of may bob'))).to.deep.equal(['One', 'Two']);
    expect(titles(await ask('album:june'))).to.deep.equal(['Three', 'Four']);
    expect(await ask('album:june')).to.nested.include({ 'playlist.title': 'June · Various Artists' });
  });

  it('tell albums of one name apart: by their artists, also in one folder', async () => {
    library = await aLibrary({
      'all/1.mp3': await song('Ann One', 'Ann', 'Greatest Hits', { track: '1' }),
      'all/2.mp3': await song('Ann Two', 'Ann', 'Greatest Hits', { track: '2' }),
      'all/3.mp3': await song('Bob One', 'Bob', 'Greatest Hits', { track: '1' }),
    });
    expect(titles(await ask('album:greatest hits · bob'))).to.deep.equal(['Bob One']);
    expect(titles(await ask('album:greatest hits ann'))).to.deep.equal(['Ann One', 'Ann Two']);
    const labels = (await library.source.suggest('album:greatest')).map(({ label }) => label);
    expect(labels).to.have.members(['💿 Greatest Hits · Ann', '💿 Greatest Hits · Bob']);
  });

  it('play all of an artist, album by album', async () => {
    library = await aLibrary({
      'z.mp3': await song('Loose', 'The Tones', ''),
      'y.mp3': await song('Late', 'The Tönes', 'Winds'),
      'w.mp3': await song('Second', 'the tones', 'Tides', { track: '2' }),
      'x.mp3': await song('First', 'The Tones', 'Tides', { track: '1' }),
      'v.mp3': await song('Guest', 'Ann', 'Zoo', { albumArtist: 'The Tones' }),
      'u.mp3': await song('Not theirs', 'Ann', 'Winds'),
    });
    expect(titles(await ask('artist:the tones'))).to.deep.equal(['First', 'Second', 'Late', 'Guest', 'Loose']);
    expect(titles(await ask('artist:ann'))).to.deep.equal(['Not theirs', 'Guest']);
  });

  it('are completed behind tracks, and lead back to themselves', async () => {
    library = await aLibrary({ 'a.mp3': await song('Harbour', 'Ann', 'Harbour Lights') });
    const suggestions = await library.source.suggest('harbour');
    expect(suggestions.map(({ label }) => label)).to.deep.equal(['Harbour · Ann', '💿 Harbour Lights · Ann']);
    expect(titles(await ask(suggestions[1]?.query ?? ''))).to.deep.equal(['Harbour']);
    expect(await library.source.suggest('artist:an')).to.deep.equal([{ label: '👤 Ann', query: 'local:artist:Ann' }]);
  });

  it('are meant by a search that no track answers, when it is their name', async () => {
    library = await aLibrary({ 'a.mp3': await song('Harbour', 'Ann', 'Tides'), 'Evening Walk.m3u': 'a.mp3' });
    expect(titles(await ask('evening walk'))).to.deep.equal(['Harbour']);
  });

  it('follow what changes', async () => {
    library = await aLibrary({ 'a.mp3': await song('Harbour', 'Ann', 'Tides') }, { watch: true });
    await library.write({ 'a.mp3': await song('Harbour', 'Bob', 'Winds') });
    await library.until(() => library.index.collections.find('album', 'winds', 1).length === 1);
    expect(library.index.collections.find('album', 'tides', 1)).to.deep.equal([]);
    expect(library.index.collections.find('artist', 'ann', 1)).to.deep.equal([]);
  });

  it('play an album as loud as it says as a whole, and its tracks elsewhere as they say', async () => {
    const gains = { album: 'Tides', REPLAYGAIN_TRACK_GAIN: '-7 dB', REPLAYGAIN_ALBUM_GAIN: '-4.5 dB' };
    library = await aLibrary({ 'a.flac': await anAudioFile('flac', { title: 'Quiet', artist: 'Ann', ...gains }) });
    expect(await ask('album:tides')).to.nested.include({ 'playlist.items[0].gainDb': -4.5 });
    for (const text of ['artist:ann', 'folder:']) {
      expect(await ask(text), text).to.nested.include({ 'playlist.items[0].gainDb': -7 });
    }
    expect(await ask('a.flac')).to.nested.include({ 'track.gainDb': -7 });
  });
});
