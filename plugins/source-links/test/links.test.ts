import { referenceKey } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { aWeb } from './a-web.js';
import { SPOTIFY_ID as ID, SPOTIFY_LIST as LIST, TIDAL_LIST } from './fixtures.js';

const SAME: Readonly<Record<string, readonly string[]>> = {
  [`spotify:track:${ID}`]: [
    `https://open.spotify.com/track/${ID}`,
    `http://open.spotify.com/track/${ID}/`,
    `https://open.spotify.com/track/${ID}?si=0123456789abcdef&context=x#t=10`,
    `https://open.spotify.com/intl-de/track/${ID}`,
    `https://open.spotify.com/intl-pt-br/track/${ID}?si=1`,
    `https://open.spotify.com/embed/track/${ID}?utm_source=generator`,
    `https://play.spotify.com/track/${ID}`,
    `https://open.spotify.com/album/${LIST}?highlight=spotify:track:${ID}`,
    `https://song.link/s/${ID}`,
    `https://song.link/de/s/${ID}/?x=1`,
  ],
  [`spotify:playlist:playlist/${LIST}`]: [
    `https://open.spotify.com/playlist/${LIST}`,
    `https://open.spotify.com/user/somebody/playlist/${LIST}`,
    `https://open.spotify.com/embed/playlist/${LIST}`,
  ],
  [`spotify:playlist:album/${LIST}`]: [
    `https://open.spotify.com/intl-fr/album/${LIST}`,
    `https://album.link/s/${LIST}`,
  ],
  [`spotify:playlist:artist/${LIST}`]: [`https://open.spotify.com/artist/${LIST}`],
  'spotify:track:short/spotify.link/aBc123': ['https://spotify.link/aBc123', 'https://spotify.link/aBc123?_p=1'],
  'apple-music:track:de/11': [
    'https://music.apple.com/de/song/needle-drop/11',
    'https://music.apple.com/de/song/11',
    'https://music.apple.com/de/album/first-pressing/8?i=11',
    'https://music.apple.com/DE/album/first-pressing/8?i=11&uo=4',
    'https://geo.music.apple.com/de/album/8?i=11',
    'https://embed.music.apple.com/de/album/first-pressing/8?i=11',
    'https://itunes.apple.com/de/album/first-pressing/id8?i=11',
    'https://geo.itunes.apple.com/de/album/id8?i=11&app=music',
    'https://song.link/de/i/11',
  ],
  'apple-music:playlist:album/us/8': [
    'https://music.apple.com/us/album/first-pressing/8',
    'https://music.apple.com/album/8',
    'https://album.link/i/8',
  ],
  'apple-music:playlist:playlist/us/pl.u-ab12': ['https://music.apple.com/us/playlist/sunday-records/pl.u-ab12'],
  'apple-music:playlist:artist/gb/7': ['https://music.apple.com/gb/artist/the-tonearms/7'],
  'deezer:track:11': [
    'https://www.deezer.com/track/11',
    'https://deezer.com/de/track/11?utm_source=x',
    'https://www.deezer.com/en-gb/track/11',
    'https://widget.deezer.com/widget/dark/track/11',
    'https://song.link/d/11',
  ],
  'deezer:playlist:album/12': ['https://www.deezer.com/fr/album/12'],
  'deezer:playlist:playlist/13': ['https://www.deezer.com/playlist/13'],
  'deezer:playlist:artist/14': ['https://www.deezer.com/us/artist/14/top_track'],
  'deezer:track:short/link.deezer.com/s/3aBc': ['https://link.deezer.com/s/3aBc'],
  'deezer:track:short/deezer.page.link/3aBc': ['https://deezer.page.link/3aBc?x=1', 'http://deezer.page.link/3aBc'],
  'tidal:track:short/tidal.link/aBc': ['https://tidal.link/aBc'],
  'spotify:track:short/spotify.app.link/aBc': ['https://spotify.app.link/aBc?_p=1'],
  'tidal:track:11': [
    'https://tidal.com/track/11',
    'https://tidal.com/browse/track/11?u',
    'https://tidal.com/track/11/u',
    'https://tidal.com/album/12/track/11',
    'https://listen.tidal.com/album/12/track/11',
    'https://song.link/t/11',
    'https://listen.tidal.com/track/11',
    'https://www.tidal.com/browse/track/11',
    'https://embed.tidal.com/tracks/11?layout=gridify',
  ],
  'tidal:playlist:album/12': ['https://tidal.com/browse/album/12'],
  [`tidal:playlist:playlist/${TIDAL_LIST}`]: [
    `https://tidal.com/playlist/${TIDAL_LIST}`,
    `https://tidal.com/browse/playlist/${TIDAL_LIST.toUpperCase()}`,
  ],
  'tidal:track:short/link.tidal.com/aBc': ['https://link.tidal.com/aBc'],
};

const FOREIGN = [
  'https://open.spotify.com/',
  'https://open.spotify.com/track/too-short',
  `https://open.spotify.com/episode/${ID}`,
  `https://open.spotify.com.evil.example/track/${ID}`,
  `https://evil.example/open.spotify.com/track/${ID}`,
  `https://example.com/?u=https://open.spotify.com/track/${ID}`,
  'https://spotify.link/../../etc/passwd',
  'https://spotify.link/a/b',
  'https://music.apple.com/de/station/x/ra.1',
  'https://music.apple.com/de/album/first-pressing/not-a-number',
  'https://music.apple.com/de',
  'https://podcasts.apple.com/de/podcast/x/id1',
  'https://www.deezer.com/show/1',
  'https://www.deezer.com/track/../../1',
  'https://tidal.com/browse/mix/0123',
  'https://tidal.com/browse/track/abc',
  'https://tidal.com/playlist/12',
  'https://song.link/',
  'https://song.link/tonearms-needle-drop',
  'https://song.link/y/abcdefghijk',
  'https://song.link/s/too-short',
  `https://song.link.evil.example/s/${ID}`,
  `https://evil.example/song.link/s/${ID}`,
  'https://soundcloud.com/tonearms/needle-drop',
  'https://www.youtube.com/watch?v=abc',
];

describe('Links of services', () => {
  const { identify, sources } = aWeb({});

  for (const [key, links] of Object.entries(SAME)) {
    for (const link of links) {
      it(`knows ${link} as ${key}`, () => {
        const reference = identify(link);
        expect(reference && referenceKey(reference)).to.equal(key);
      });
    }
  }

  for (const link of FOREIGN) {
    it(`leaves ${link} to others`, () => {
      expect(identify(link)).to.equal(undefined);
    });
  }

  it('knows what Spotify calls things by, and takes words only where they are asked for by name and may be', () => {
    const spotify = sources.find(({ name }) => name === 'spotify');
    const ask = (text: string, source?: string) =>
      spotify?.identify({ kind: 'search', text, ...(source !== undefined && { source }) })?.reference;
    expect(ask(`track:${ID}`, 'spotify')).to.deep.equal({ source: 'spotify', kind: 'track', id: ID });
    expect(ask(`user:me:playlist:${LIST}`, 'spotify')?.id).to.equal(`playlist/${LIST}`);
    expect(ask('some words', 'spotify')).to.equal(undefined);
    expect(ask(`track:${ID}`)).to.equal(undefined);
    const deezer = sources.find(({ name }) => name === 'deezer');
    expect(deezer?.identify({ kind: 'search', text: 'words' })).to.equal(undefined);
    expect(deezer?.identify({ kind: 'search', text: ' Some  WORDS', source: 'deezer' })?.reference).to.deep.equal({
      source: 'deezer',
      kind: 'search',
      id: 'some words',
    });
  });

  it('makes of whatever comes either nothing or an id that is safe in an address', () => {
    const hosts = [
      'open.spotify.com',
      'spotify.link',
      'music.apple.com',
      'www.deezer.com',
      'link.deezer.com',
      'tidal.com',
      'link.tidal.com',
      'song.link',
      'album.link',
    ];
    const words = [
      'track',
      'album',
      'playlist',
      'artist',
      'song',
      'intl-de',
      'de',
      'browse',
      '..',
      '%2e%2e',
      '%00',
      ID,
      'pl.x',
      '11',
      '@evil.example',
      's',
    ];
    const part = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 12 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...hosts),
        fc.array(part, { maxLength: 5 }),
        fc.constantFrom('', 'i=11', 'i=..', 'si=x'),
        (host, parts, query) => {
          const link = `https://${host}/${parts.join('/')}?${query}`;
          if (!URL.canParse(link)) return;
          const reference = identify(link);
          if (!reference) return;
          expect(reference.id).to.match(/^[\w./-]{1,150}$/);
          expect(reference.id.split('/')).not.to.include('..');
          expect(identify(link)).to.deep.equal(reference);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('asks nobody for a reference that is none of theirs, as a file that anyone may write has them', async () => {
    const { asked, resolve, sources } = aWeb({}, { appleMusicToken: 'token' });
    const ids = [
      ...['short/169.254.169.254/latest/meta-data', 'short/127.0.0.1:8080/', 'short/spotify.link@evil.example/aBc123'],
      ...[
        'short/',
        'short/open.spotify.com/track/1',
        '\\\\evil.example/1',
        '//evil.example',
        '../../me',
        'us/../../me',
      ],
      ...['11?a=b', '11#', '%2e%2e/me', '', '@evil.example', `1${'0'.repeat(200)}`],
    ];
    for (const { name: source } of sources)
      for (const id of ids) {
        expect(await resolve({ source, kind: 'track', id }), id).to.deep.equal({ kind: 'empty' });
        expect(await resolve({ source, kind: 'playlist', id: `playlist/${id}` }), id).to.deep.equal({ kind: 'empty' });
      }
    expect(asked).to.deep.equal([]);
  });
});
