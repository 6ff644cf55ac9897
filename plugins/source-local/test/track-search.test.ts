import { expect } from 'chai';
import fc from 'fast-check';
import { type SearchableTrack, TrackSearch } from '../src/track-search.js';

const TRACKS = [
  { id: 'halo-x', title: 'Halo, Halo, Halo', artist: 'Halo', album: 'Halo', fileName: 'halo halo.mp3' },
  { id: 'halo', title: 'Halo', artist: 'Beyoncé', album: 'I Am… Sasha Fierce', fileName: '01 halo.mp3' },
  { id: 'jude', title: 'Hey Jude', artist: 'The Beatles', album: '1', fileName: '27.mp3' },
  { id: 'come', title: 'Come Together', artist: 'The Beatles', album: 'Abbey Road', fileName: '01.mp3' },
  { id: 'lov', title: 'Fjögur píanó', artist: 'Sigur Rós', album: 'Valtari', fileName: 'sr.flac' },
  { id: 'moll', title: 'Størst av alt', artist: 'Trio', album: 'Straße', fileName: 'take-five.wav' },
  { id: 'jp', title: '千本桜', artist: '黒うさP', album: '', fileName: 'senbonzakura.opus' },
  { id: 'dont', title: "Don't Stop Me Now", artist: 'Queen', album: 'Jazz', fileName: 'q.mp3' },
  { id: 'dont-live', title: "Don't Stop Me Now (Live)", artist: 'Queen', album: 'Live Killers', fileName: 'ql.mp3' },
];

describe('TrackSearch', () => {
  const search = new TrackSearch();
  before(() => {
    for (const track of TRACKS) search.put(track);
  });

  const table: readonly (readonly [what: string, text: string, id: string])[] = [
    ['the title', 'halo', 'halo'],
    ['the artist', 'sigur ros', 'lov'],
    ['the album', 'abbey road', 'come'],
    ['the file name', 'take five', 'moll'],
    ['words in another order', 'jude hey beatles', 'jude'],
    ['typing errors', 'beatels come togehter', 'come'],
    ['words without their accents', 'fjogur piano', 'lov'],
    ['accents where there are none', 'jüde', 'jude'],
    ['letters that have no base letter', 'storst av alt strasse', 'moll'],
    ['capitals', 'HEY JUDE', 'jude'],
    ['an unfinished last word', 'come toge', 'come'],
    ['a word without its apostrophe', 'dont stop me now', 'dont'],
    ['words people add', 'Queen - Dont Stop Me Now (official video)', 'dont'],
    ['a part of a title without spaces', '本桜', 'jp'],
    ['one wrong word among four', 'beatles come together remastered', 'come'],
  ];
  for (const [what, text, id] of table) {
    it(`finds by ${what}`, () => expect(search.find(text, 25)[0]).to.equal(id));
  }

  it('puts a title before an artist, an artist before a file name, and a short title before a long one', () => {
    const own = new TrackSearch();
    const none = { title: 'x', artist: '', album: '', fileName: '' };
    own.put({ ...none, id: 'file', fileName: 'harbour.mp3' });
    own.put({ ...none, id: 'artist', artist: 'Harbour' });
    own.put({ ...none, id: 'long', title: 'Harbour of the seven long nights' });
    own.put({ ...none, id: 'short', title: 'Harbour nights' });
    expect(own.find('harbour', 25)).to.deep.equal(['short', 'long', 'artist', 'file']);
    expect(own.find('harbour', 2)).to.deep.equal(['short', 'long']);
  });

  it('puts the exact title first', () => {
    expect(search.find('hâlo', 25)).to.deep.equal(['halo', 'halo-x']);
    expect(search.find("Don't Stop Me Now", 25)).to.deep.equal(['dont', 'dont-live']);
  });

  it('leaves what it does not have to other sources', () => {
    expect(search.find('never gonna give you up', 25)).to.deep.equal([]);
    expect(search.find('queen bohemian rhapsody', 25)).to.deep.equal([]);
    expect(search.find('', 25)).to.deep.equal([]);
    expect(search.find('?!', 25)).to.deep.equal([]);
  });

  it('forgets what was removed and follows what was changed', () => {
    const own = new TrackSearch();
    own.put({ id: 'a', title: 'Morning', artist: '', album: '', fileName: 'a.mp3' });
    own.put({ id: 'a', title: 'Evening', artist: '', album: '', fileName: 'a.mp3' });
    expect([own.find('morning', 5), own.find('evening', 5)]).to.deep.equal([[], ['a']]);
    own.remove('a');
    expect(own.find('evening', 5)).to.deep.equal([]);
  });

  it('answers one letter with what is called so, then with titles that begin with it', () => {
    const own = new TrackSearch();
    const none = { artist: 'Lanterns', album: '', fileName: 'x.mp3' };
    for (const title of ['Lamp', 'Tide', 'Élan', 'Low Light', 'Loud']) own.put({ ...none, id: title, title });
    own.put({ ...none, id: 'by L', title: 'Tonight', artist: 'L' });
    expect(own.find('l', 3)).to.deep.equal(['by L', 'Lamp', 'Low Light']);
    expect(own.find('E', 25)).to.deep.equal(['Élan']);
  });

  it('stays true whatever comes and goes', () => {
    const words = ['harbour', 'harbor', 'lantern', 'tide', 'night'];
    const track = fc.record({ at: fc.nat({ max: 5 }), title: fc.subarray(words), artist: fc.constantFrom(...words) });
    fc.assert(
      fc.property(fc.array(fc.record({ track, removes: fc.boolean() }), { maxLength: 40 }), (changes) => {
        const changed = new TrackSearch();
        const left = new Map<string, SearchableTrack>();
        for (const { track, removes } of changes) {
          const id = String(track.at);
          const put = { id, title: track.title.join(' '), artist: track.artist, album: '', fileName: '' };
          left.delete(id);
          if (removes) changed.remove(id);
          else changed.put(put);
          if (!removes) left.set(id, put);
        }
        const fresh = new TrackSearch();
        for (const put of left.values()) fresh.put(put);
        for (const text of ['harbour', 'lantern tide', 'nigth', 'ha']) {
          expect(changed.find(text, 25)).to.have.members([...fresh.find(text, 25)]);
        }
      }),
    );
  });

  it('looks at the first words of a query without end', () => {
    const endless = `${'come together beatles abbey '.repeat(4)}${'word'.repeat(50)} ${'more words yet '.repeat(3_000)}`;
    expect(search.find(endless, 25)).to.deep.equal(['come']);
  });
});
