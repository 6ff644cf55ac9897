import { type Resolution, TonearmError } from '@tonearm/core';
import { expect } from 'chai';
import fc from 'fast-check';
import type { ServiceLinksOptions } from '../src/service-links.js';
import { aPage, aWeb, type Page } from './a-web.js';
import {
  applePlaylist,
  appleSong,
  CREDENTIALS,
  deezerTrack,
  embedded,
  SPOTIFY_ID as ID,
  SPOTIFY_LIST as LIST,
  lookedUpSong,
  spotifyEntity,
  spotifyListed,
  spotifyTrack,
  TIDAL_LIST,
  TOKEN,
  tidalIncluded,
  tidalTrack,
} from './fixtures.js';

/** One kind of answer: what is opened, and the page that is damaged. */
interface Answer {
  readonly what: string;
  readonly link: string;
  readonly url: string;
  readonly data: unknown;
  /** How it is put into a page; JSON without it. */
  wrap?(data: unknown): string;
  readonly options?: ServiceLinksOptions;
  readonly others?: Readonly<Record<string, Page>>;
}

const spotifyTokens = { 'https://accounts.spotify.com/api/token': TOKEN };
const tidalTokens = { 'https://auth.tidal.com/v1/oauth2/token': TOKEN };
const inEmbed = (data: unknown) => aPage({ __NEXT_DATA__: data });

const ANSWERS: readonly Answer[] = [
  {
    what: 'Spotify’s page of a track',
    link: `https://open.spotify.com/track/${ID}`,
    url: `https://open.spotify.com/embed/track/${ID}`,
    data: embedded(spotifyEntity),
    wrap: inEmbed,
  },
  {
    what: 'Spotify’s page of a list',
    link: `https://open.spotify.com/album/${LIST}`,
    url: `https://open.spotify.com/embed/album/${LIST}`,
    data: embedded({ name: 'Sunday Records', trackList: [spotifyListed(1), spotifyListed(2)] }),
    wrap: inEmbed,
  },
  {
    what: 'Spotify’s API, of a track',
    link: `https://open.spotify.com/track/${ID}`,
    url: `https://api.spotify.com/v1/tracks/${ID}`,
    data: spotifyTrack(1),
    options: { spotify: CREDENTIALS },
    others: spotifyTokens,
  },
  {
    what: 'Spotify’s API, of a list',
    link: `https://open.spotify.com/playlist/${LIST}`,
    url: `https://api.spotify.com/v1/playlists/${LIST}`,
    data: {
      name: 'Sunday Records',
      items: { items: [{ item: spotifyTrack(1) }, { track: spotifyTrack(2) }], total: 2, next: 'x' },
    },
    options: { spotify: CREDENTIALS },
    others: spotifyTokens,
  },
  {
    what: 'Deezer’s API, of a track',
    link: 'https://www.deezer.com/track/11',
    url: 'https://api.deezer.com/track/11',
    data: deezerTrack(11),
  },
  {
    what: 'Deezer’s API, of a list',
    link: 'https://www.deezer.com/album/12',
    url: 'https://api.deezer.com/album/12/tracks?index=0&limit=100',
    data: { data: [deezerTrack(1), deezerTrack(2)], total: 2, next: 'x' },
    others: { 'https://api.deezer.com/album/12': { title: 'First Pressing' } },
  },
  {
    what: 'Apple’s lookup',
    link: 'https://music.apple.com/de/album/x/8',
    url: 'https://itunes.apple.com/lookup?id=8&country=de&entity=song&limit=200',
    data: { results: [{ collectionName: 'First Pressing' }, lookedUpSong(1)] },
  },
  {
    what: 'Apple’s page of a playlist',
    link: 'https://music.apple.com/de/playlist/x/pl.u-a',
    url: 'https://music.apple.com/de/playlist/pl.u-a',
    data: applePlaylist,
    wrap: (data) => aPage(typeof data === 'object' && data !== null ? { ...data } : { 'schema:music-playlist': data }),
  },
  {
    what: 'Apple’s API',
    link: 'https://music.apple.com/de/playlist/x/pl.u-a',
    url: 'https://api.music.apple.com/v1/catalog/de/playlists/pl.u-a',
    data: {
      data: [
        { attributes: { name: 'Sunday Records' }, relationships: { tracks: { data: [appleSong(1)], next: 'x' } } },
      ],
    },
    options: { appleMusicToken: 'developer' },
  },
  {
    what: 'Tidal’s API, of a track',
    link: 'https://tidal.com/track/11',
    url: 'https://openapi.tidal.com/v2/tracks/11?countryCode=US&include=artists%2Calbums',
    data: { data: tidalTrack(11), included: tidalIncluded },
    options: { tidal: CREDENTIALS },
    others: tidalTokens,
  },
  {
    what: 'Tidal’s API, of a list',
    link: `https://tidal.com/playlist/${TIDAL_LIST}`,
    url: `https://openapi.tidal.com/v2/playlists/${TIDAL_LIST}/relationships/items?countryCode=US&include=items%2Citems.artists`,
    data: {
      data: [{ id: '11', type: 'tracks' }],
      included: [tidalTrack(11), ...tidalIncluded],
      links: { meta: { nextCursor: 'x' } },
    },
    options: { tidal: CREDENTIALS },
    others: { ...tidalTokens, [`https://openapi.tidal.com/v2/playlists/${TIDAL_LIST}?countryCode=US`]: { data: {} } },
  },
];

/** What nobody meant to send. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1e308,
    '',
    '__proto__',
    '</script>',
    '\u202e',
    '@everyone',
    'javascript:alert(1)',
    'x'.repeat(10_000),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** One place of the value, chosen by a number, is put in the place of another, left out, or turned into junk. */
function damaged(value: unknown, at: number, by: unknown): unknown {
  let left = at % Math.max(1, placesIn(value));
  const visit = (place: unknown): unknown => {
    left -= 1;
    if (left < 0 && left > -2) return by;
    if (Array.isArray(place)) return place.map(visit);
    if (typeof place !== 'object' || place === null) return place;
    return Object.fromEntries(Object.entries(place).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(value);
}

function placesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((count, inner) => count + placesIn(inner), 1);
}

function expectSound(resolution: Resolution): void {
  expect(JSON.parse(JSON.stringify(resolution))).to.deep.equal(resolution);
  const items =
    resolution.kind === 'track' ? [resolution.track] : resolution.kind === 'playlist' ? resolution.playlist.items : [];
  for (const item of items) {
    expect(item.id).to.match(/^[\w./-]{1,80}$/);
    if (!('title' in item)) continue;
    expect(item.title.length).to.be.within(1, 500);
    expect(item.title).not.to.match(/\p{Cc}/u);
    expect(URL.canParse(item.url)).to.equal(true);
    if (item.durationMs !== null) expect(item.durationMs).to.be.at.least(1_000);
    if (item.artworkUrl !== undefined) expect(item.artworkUrl).to.match(/^https:/);
    if (item.isrc !== undefined) expect(item.isrc).to.match(/^[A-Z0-9]{12}$/);
  }
}

describe('Answers of services', () => {
  for (const { what, link, url, data, wrap = JSON.stringify, options = {}, others = {} } of ANSWERS) {
    const open = (text: string) => aWeb({ ...others, [url]: text }, options).open(link);

    it(`${what}: is read as it is`, async () => {
      const resolution = await open(wrap(data));
      expect(resolution.kind).to.be.oneOf(['track', 'playlist']);
      expectSound(resolution);
    });

    it(`${what}: whatever is damaged in it, it is read or named as unreadable`, async function () {
      this.timeout(20_000);
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(), junk, junk, async (one, other, first, second) => {
          const text = wrap(damaged(damaged(data, one, first), other, second)) ?? '';
          const outcome = await open(text).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).to.be.instanceOf(TonearmError);
          // What is no error is a resolution.
          else expectSound(outcome as Resolution);
        }),
        { numRuns: 60 },
      );
    });

    it(`${what}: cut off anywhere, it is read or named as unreadable`, async () => {
      const whole = wrap(data);
      for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 12)) {
        const outcome = await open(whole.slice(0, length)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).to.be.instanceOf(TonearmError);
      }
    });
  }

  it('are taken for a length, or a number of tracks, only where they can be one', async () => {
    const length = async (duration: number) => {
      const { open } = aWeb({ 'https://api.deezer.com/track/11': { ...deezerTrack(11), duration } });
      const resolution = await open('https://www.deezer.com/track/11');
      return resolution.kind === 'track' ? resolution.track.durationMs : undefined;
    };
    expect(await Promise.all([183, 0, -5, 1e306, 1e12].map(length))).to.deep.equal([183_000, null, null, null, null]);
    const count = async (total: number) => {
      const { open } = aWeb({
        'https://api.deezer.com/album/12': { title: 'First Pressing' },
        'https://api.deezer.com/album/12/tracks?index=0&limit=100': { data: [deezerTrack(1)], total },
      });
      const resolution = await open('https://www.deezer.com/album/12');
      return resolution.kind === 'playlist' ? resolution.playlist.trackCount : undefined;
    };
    expect(await Promise.all([2, -1, 1.5, 1e308].map(count))).to.deep.equal([2, null, null, null]);
  });

  it('keep a hostile title as what it says, on one line and no longer than a title', async () => {
    const title = `@everyone **bold** <script>\u0000\n${'long '.repeat(3_000)}`;
    const { open } = aWeb({ 'https://api.deezer.com/track/11': { ...deezerTrack(11), title } });
    const resolution = await open('https://www.deezer.com/track/11');
    const shown = resolution.kind === 'track' ? resolution.track.title : '';
    expect(shown)
      .to.match(/^@everyone \*\*bold\*\* <script> long/)
      .and.have.length.at.most(500);
  });

  it('cost no more than a moment, however large and broken a page is', async function () {
    this.timeout(10_000);
    const url = `https://open.spotify.com/embed/track/${ID}`;
    for (const piece of [
      '<',
      '<script id="a" type="application/json">',
      '<!ENTITY a "b">',
      '<meta property="a" content="',
      '&amp',
      ']]>',
      '<a b=c ',
    ]) {
      const page = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const startedMs = performance.now();
      const error = await aWeb({ [url]: page })
        .open(`https://open.spotify.com/track/${ID}`)
        .catch((failure: unknown) => failure);
      expect(error, piece).to.be.instanceOf(TonearmError);
      expect(performance.now() - startedMs, piece).to.be.below(3_000);
    }
  });
});
