import { expect } from 'chai';
import fc from 'fast-check';
import { readQuery } from '../src/read-query.js';
import { toPathId } from '../src/safe-path.js';

describe('readQuery', () => {
  const track = (id: string) => ({ kind: 'track', id });
  const playlist = (id: string) => ({ kind: 'playlist', id });
  const search = (id: string) => ({ kind: 'search', id });
  const table: readonly (readonly [text: string, meaning: object | undefined])[] = [
    ['Album/Song.opus', track('Album/Song.opus')],
    ['./Album//Song.opus', track('Album/Song.opus')],
    ['Album\\Song.OPUS', track('Album/Song.OPUS')],
    ['Song.mp3', track('Song.mp3')],
    ['local:Album/Song.opus', track('Album/Song.opus')],
    ['LOCAL: Album/Song.opus', track('Album/Song.opus')],
    ['Album/', playlist('Album')],
    ['folder:Album/CD 1', playlist('Album/CD 1')],
    ['Folder: Album', playlist('Album')],
    ['folder:', playlist('.')],
    ['./', playlist('.')],
    ['  Hey   Jude ', search('hey jude')],
    ['Beyoncé’s Café', search('beyonces cafe')],
    ['AC/DC', search('ac/dc')],
    ['mp3', search('mp3')],
    ['.mp3', search('.mp3')],
    ['?!', search('?!')],
    ['../../etc/passwd.mp3', search('../../etc/passwd.mp3')],
    ['/etc/passwd.mp3', search('/etc/passwd.mp3')],
    ['C:\\Music\\a.mp3', search('c:\\music\\a.mp3')],
    ['folder:../..', search('folder:../..')],
    ['/', search('/')],
    ['file:///etc/passwd.mp3', undefined],
    ['FILE://a.mp3', undefined],
    ['local:file:///etc/a.mp3', undefined],
    ['https://example.org/a.mp3', undefined],
    ['   ', undefined],
    ['local:', undefined],
  ];
  for (const [text, meaning] of table) {
    it(`takes ${JSON.stringify(text)} for ${JSON.stringify(meaning)}`, () => {
      expect(readQuery(text)).to.deep.equal(meaning);
    });
  }

  it('never throws, and names only paths inside, whatever the text', () => {
    const piece = fc.constantFrom('..', '/', '\\', '\0', 'folder:', 'local:', 'file://', 'a', '.mp3', ' ', 'é', '音');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (words) => {
        const meaning = readQuery(words);
        if (meaning === undefined || meaning.kind === 'search') return;
        expect(toPathId(meaning.id)).to.equal(meaning.id);
      }),
      { numRuns: 2_000 },
    );
  });
});
