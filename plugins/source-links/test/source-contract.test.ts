import { type Query, SystemClock } from '@tonearm/core';
import { itBehavesLikeASource, MediaStandIn, type SourceSamples } from '@tonearm/core/testing';
import { linkSources, type ServiceLinksOptions } from '../src/service-links.js';
import { aPage } from './a-web.js';
import {
  CREDENTIALS,
  deezerTrack,
  embedded,
  SPOTIFY_ID as ID,
  SPOTIFY_LIST as LIST,
  lookedUpSong,
  range,
  spotifyEntity,
  spotifyListed,
  spotifyTrack,
  TIDAL_LIST,
  TOKEN,
  tidalIncluded,
  tidalTrack,
} from './fixtures.js';

const url = (link: string): Query => ({ kind: 'url', url: new URL(link) });
const FOREIGN = [url('https://music.example/track/11'), { kind: 'search', text: 'needle drop' } as const];

/** How many tracks a very long playlist of Deezer has, and how many it gives at once. */
const LONG = 20_000;
const LONG_PAGE = 100;
const LONG_PATH = '/playlist/99/tracks';

/** One service, with what it answers by path and, where that matters, by what stands in the query. */
interface Service {
  readonly name: string;
  readonly pages: Readonly<Record<string, unknown>>;
  readonly samples: Omit<SourceSamples, 'network' | 'foreign'>;
  readonly options?: ServiceLinksOptions;
  /** The link of a very long playlist. */
  readonly long?: string;
}

const SERVICES: readonly Service[] = [
  {
    name: 'spotify',
    pages: {
      [`/embed/track/${ID}`]: aPage({ __NEXT_DATA__: embedded(spotifyEntity) }),
      [`/embed/track/${spotifyListed(1).uri.slice(14)}`]: aPage({ __NEXT_DATA__: embedded(spotifyEntity) }),
      [`/embed/playlist/${LIST}`]: aPage({
        __NEXT_DATA__: embedded({ name: 'Sunday Records', trackList: [spotifyListed(1), spotifyListed(2)] }),
      }),
    },
    samples: {
      track: [
        url(`https://open.spotify.com/track/${ID}`),
        url(`https://open.spotify.com/intl-de/track/${ID}?si=1`),
        { kind: 'search', source: 'spotify', text: `track:${ID}` },
      ],
      missing: url(`https://open.spotify.com/track/${LIST}`),
      playlist: {
        query: url(`https://open.spotify.com/playlist/${LIST}`),
        ids: range(1, 2).map((index) => String(index).padStart(22, '0')),
      },
      durationMs: 183_466,
    },
  },
  {
    name: 'spotify',
    options: { spotify: CREDENTIALS },
    pages: {
      '/api/token': TOKEN,
      '/v1/search?q=needle+drop&type=track&limit=10': { tracks: { items: [{ ...spotifyTrack(1), id: ID }] } },
      [`/v1/tracks/${ID}`]: { ...spotifyTrack(1), id: ID },
      [`/v1/playlists/${LIST}`]: {
        name: 'Sunday Records',
        items: { items: range(0, 2).map((index) => ({ item: spotifyTrack(index) })), total: 3, next: 'x' },
      },
      [`/v1/playlists/${LIST}/items?limit=50&offset=2`]: { items: [{ item: spotifyTrack(2) }], total: 3, next: null },
    },
    samples: {
      track: [url(`https://open.spotify.com/track/${ID}`)],
      search: { kind: 'search', source: 'spotify', text: 'Needle Drop' },
      missing: url(`https://open.spotify.com/track/${LIST}`),
      playlist: {
        query: url(`https://open.spotify.com/playlist/${LIST}`),
        ids: range(0, 3).map((index) => String(index).padStart(22, '0')),
      },
      durationMs: 183_466,
    },
  },
  {
    name: 'deezer',
    long: 'https://www.deezer.com/playlist/99',
    pages: {
      '/track/11': deezerTrack(11),
      '/track/404': { error: { type: 'DataException', message: 'no data', code: 800 } },
      '/search?q=needle+drop&limit=25': { data: [deezerTrack(11)], total: 1 },
      '/playlist/99': { title: 'Long', nb_tracks: LONG },
      '/playlist/13': { title: 'Sunday Records', nb_tracks: 3 },
      '/playlist/13/tracks?index=0&limit=100': { data: range(1, 2).map(deezerTrack), total: 3, next: 'x' },
      '/playlist/13/tracks?index=2&limit=100': { data: [deezerTrack(3)], total: 3 },
    },
    samples: {
      track: [url('https://www.deezer.com/track/11'), url('https://deezer.com/de/track/11?utm_source=chat')],
      missing: url('https://www.deezer.com/track/404'),
      search: { kind: 'search', source: 'deezer', text: 'Needle Drop' },
      playlist: { query: url('https://www.deezer.com/playlist/13'), ids: ['1', '2', '3'] },
      durationMs: 183_000,
    },
  },
  {
    name: 'apple-music',
    pages: {
      '/lookup?id=11&country=de': { results: [lookedUpSong(11)] },
      '/search?term=needle+drop&country=us&media=music&entity=song&limit=25': { results: [lookedUpSong(11)] },
      '/lookup?id=11&country=us': { results: [lookedUpSong(11)] },
      '/lookup?id=404&country=de': { results: [] },
      '/lookup?id=8&country=de&entity=song&limit=200': {
        results: [{ collectionName: 'First Pressing' }, ...range(1, 3).map(lookedUpSong)],
      },
    },
    samples: {
      track: [url('https://music.apple.com/de/song/11'), url('https://music.apple.com/de/album/first-pressing/8?i=11')],
      missing: url('https://music.apple.com/de/song/404'),
      search: { kind: 'search', source: 'apple-music', text: 'Needle Drop' },
      playlist: { query: url('https://music.apple.com/de/album/first-pressing/8'), ids: ['de/1', 'de/2', 'de/3'] },
      durationMs: 183_466,
    },
  },
  {
    name: 'tidal',
    options: { tidal: CREDENTIALS },
    pages: {
      '/v1/oauth2/token': TOKEN,
      '/v2/tracks/11?countryCode=US&include=artists%2Calbums': { data: tidalTrack(11), included: tidalIncluded },
      [`/v2/playlists/${TIDAL_LIST}?countryCode=US`]: { data: { attributes: { name: 'Sunday Records' } } },
      [`/v2/playlists/${TIDAL_LIST}/relationships/items?countryCode=US&include=items%2Citems.artists`]: {
        data: range(1, 2).map((id) => ({ id: String(id), type: 'tracks' })),
        included: [tidalTrack(2), tidalTrack(1), ...tidalIncluded],
        links: { meta: { nextCursor: 'more' } },
      },
      [`/v2/playlists/${TIDAL_LIST}/relationships/items?countryCode=US&include=items%2Citems.artists&page%5Bcursor%5D=more`]:
        {
          data: [{ id: '3', type: 'tracks' }],
          included: [tidalTrack(3), ...tidalIncluded],
        },
    },
    samples: {
      track: [
        url('https://tidal.com/track/11'),
        url('https://listen.tidal.com/track/11'),
        url('https://tidal.com/browse/track/11?u'),
      ],
      missing: url('https://tidal.com/track/404'),
      playlist: { query: url(`https://tidal.com/playlist/${TIDAL_LIST}`), ids: ['1', '2', '3'] },
      durationMs: 183_000,
    },
  },
];

for (const { name, pages, samples, long, options = {} } of SERVICES) {
  describe(`The source ${name}${Object.keys(options).length > 0 ? ', with credentials' : ''}, as every source`, () => {
    let web: MediaStandIn;
    before(async () => {
      web = await MediaStandIn.listen();
      for (const path of new Set(Object.keys(pages).map((page) => page.split('?')[0] ?? ''))) {
        web.serve(path, ({ query }) => {
          const search = query.toString();
          const page = pages[search === '' ? path : `${path}?${search}`];
          if (page === undefined) return { status: 404, body: '' };
          return { body: typeof page === 'string' ? page : JSON.stringify(page) };
        });
      }
    });
    before(() => web.serve(LONG_PATH, ({ query }) => ({ body: JSON.stringify(longPage(Number(query.get('index')))) })));
    after(() => web.close());

    const make = () => {
      const own = { pages: web.base, api: web.base, accounts: web.base, lookup: web.base };
      const addresses = { spotify: own, appleMusic: own, deezer: web.base, tidal: own };
      const source = linkSources({ ...options, addresses }, new SystemClock()).find((one) => one.name === name);
      if (!source) throw new Error(`There is no ${name}.`);
      return source;
    };
    const asked = () => web.requests.filter(({ path }) => path === LONG_PATH).length;
    itBehavesLikeASource(make, () => ({
      ...samples,
      ...(long !== undefined && { longPlaylist: { query: url(long), given: () => asked() * LONG_PAGE } }),
      foreign: FOREIGN,
      network: web,
    }));
  });
}

/** One page of a list in which no track is there twice. */
function longPage(index: number): object {
  const data = range(index + 1, LONG_PAGE).map(deezerTrack);
  return { data, total: LONG, ...(index + LONG_PAGE < LONG && { next: 'x' }) };
}
