import type { Playlist, Resolution } from '@tonearm/core';
import { expect } from 'chai';
import { aPage, aWeb } from './a-web.js';
import {
  applePlaylist,
  appleSong,
  deezerTrack,
  embedded,
  lookedUpSong,
  notFound,
  SPOTIFY_ID as ID,
  SPOTIFY_LIST as LIST,
  spotifyEntity,
  spotifyListed,
  spotifyTrack,
  TIDAL_LIST,
  tidalIncluded,
  tidalTrack,
} from './fixtures.js';

const TOKEN = { access_token: 'one', token_type: 'Bearer', expires_in: 3_600 };
const CREDENTIALS = { clientId: 'me', clientSecret: 'secret' };
const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

function listIn(resolution: Resolution): Playlist {
  if (resolution.kind !== 'playlist') throw new Error(`It is ${resolution.kind}.`);
  return resolution.playlist;
}

describe('Spotify', () => {
  const embed = `https://open.spotify.com/embed`;
  const accounts = 'https://accounts.spotify.com/api/token';
  const api = 'https://api.spotify.com/v1';

  it('reads a track off the page for embedding', async () => {
    const { open, asked } = aWeb({ [`${embed}/track/${ID}`]: aPage({ __NEXT_DATA__: embedded(spotifyEntity) }) });
    expect(await open(`https://open.spotify.com/intl-de/track/${ID}?si=x`)).to.deep.equal({
      kind: 'track',
      track: {
        source: 'spotify',
        id: ID,
        title: 'Needle Drop',
        author: 'The Tonearms, Shellac',
        url: `https://open.spotify.com/track/${ID}`,
        durationMs: 183_466,
        artworkUrl: 'https://image.example/640',
      },
    });
    expect(asked).to.have.length(1);
  });

  it('reads a playlist off it, without the episodes', async () => {
    const episode = { ...spotifyListed(3), uri: 'spotify:episode:x', entityType: 'episode' };
    const entity = {
      type: 'playlist',
      name: 'Sunday Records',
      trackList: [spotifyListed(1), episode, spotifyListed(2)],
    };
    const { open } = aWeb({ [`${embed}/playlist/${LIST}`]: aPage({ __NEXT_DATA__: embedded(entity) }) });
    const list = listIn(await open(`https://open.spotify.com/playlist/${LIST}`));
    expect(list).to.include({ title: 'Sunday Records', trackCount: 2 }).and.not.have.property('next');
    expect(list.items[0]).to.include({ title: 'Song 1', author: 'The Tonearms, Shellac', durationMs: 180_001 });
  });

  it('says empty for what is not there, which the page tells with status 200', async () => {
    const { open } = aWeb({ [`${embed}/track/${ID}`]: aPage({ __NEXT_DATA__: notFound }) });
    expect(await open(`https://open.spotify.com/track/${ID}`)).to.deep.equal({ kind: 'empty' });
    expect(await open(`https://open.spotify.com/album/${LIST}`)).to.deep.equal({ kind: 'empty' });
  });

  it('asks the API where there are credentials: it knows the ISRC', async () => {
    const { open, seen } = aWeb(
      { [accounts]: TOKEN, [`${api}/tracks/${ID}`]: spotifyTrack(1) },
      { spotify: CREDENTIALS },
    );
    const resolution = await open(`https://open.spotify.com/track/${ID}`);
    expect(resolution).to.have.property('track').that.includes({ isrc: 'GBAYE0601498', album: 'First Pressing' });
    expect(seen[0]).to.include({ method: 'POST', body: 'grant_type=client_credentials' });
    expect(seen[0]?.headers['authorization']).to.equal(`Basic ${Buffer.from('me:secret').toString('base64')}`);
    expect(seen[1]?.headers['authorization']).to.equal('Bearer one');
  });

  for (const [name, wrap] of [
    ['as of 2026', (index: number) => ({ item: spotifyTrack(index) })],
    ['as before', (index: number) => ({ track: spotifyTrack(index) })],
  ] as const) {
    it(`goes through a long playlist page by page, ${name}`, async () => {
      const page = (from: number, next: string | null) => ({
        items: range(from, 50).map((index): unknown => wrap(index)),
        total: 100,
        next,
      });
      const pages = {
        [accounts]: TOKEN,
        [`${api}/playlists/${LIST}`]: { name: 'Sunday Records', items: page(0, 'https://api.spotify.com/v1/…') },
        [`${api}/playlists/${LIST}/items?limit=50&offset=50`]: page(50, null),
      };
      const { open, asked } = aWeb(pages, { spotify: CREDENTIALS });
      const link = `https://open.spotify.com/playlist/${LIST}`;
      const first = listIn(await open(link));
      expect(first).to.include({ title: 'Sunday Records', trackCount: 100, next: '50' });
      const second = listIn(await open(link, { cursor: '50' }));
      expect(second).not.to.have.property('next');
      const titles = [...first.items, ...second.items].map((item) => ('title' in item ? item.title : ''));
      expect(titles).to.deep.equal(range(0, 100).map((index) => `Song ${index}`));
      expect(
        asked.filter((url) => url === accounts),
        'one token',
      ).to.have.length(1);
    });
  }

  it('reads the page for what the API does not give to this bot', async () => {
    const entity = { type: 'playlist', name: 'Editorial', trackList: [spotifyListed(1)] };
    for (const refusal of [
      () => new Response('', { status: 403 }),
      () => new Response('', { status: 404 }),
      () => new Response(JSON.stringify({ name: 'Without its tracks' })),
    ]) {
      const pages = {
        [accounts]: TOKEN,
        [`${api}/playlists/${LIST}`]: refusal,
        [`${embed}/playlist/${LIST}`]: aPage({ __NEXT_DATA__: embedded(entity) }),
      };
      const { open } = aWeb(pages, { spotify: CREDENTIALS });
      expect(listIn(await open(`https://open.spotify.com/playlist/${LIST}`)).title).to.equal('Editorial');
    }
  });

  it('renews its token once when it is not taken any more, and before its end', async () => {
    let tokens = 0;
    const pages = {
      [accounts]: () => {
        tokens += 1;
        return new Response(JSON.stringify({ ...TOKEN, access_token: `token ${tokens}` }));
      },
      [`${api}/tracks/${ID}`]: ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
        headers['authorization'] === 'Bearer token 1'
          ? new Response('', { status: 401 })
          : new Response(JSON.stringify(spotifyTrack(1))),
    };
    const { open, clock } = aWeb(pages, { spotify: CREDENTIALS });
    const link = `https://open.spotify.com/track/${ID}`;
    await Promise.all([open(link), open(link)]);
    expect(tokens, 'both wait for the same').to.equal(2);
    await clock.advance(3_600_000);
    await open(link);
    expect(tokens).to.equal(3);
  });

  it('says that its credentials are refused, and asks nobody to try again', async () => {
    const { open } = aWeb(
      { [accounts]: () => new Response('{"error":"invalid_client"}', { status: 400 }) },
      { spotify: CREDENTIALS },
    );
    const error = await open(`https://open.spotify.com/track/${ID}`).catch((failure: unknown) => failure);
    expect(error).to.include({ code: 'track-unavailable', retryable: false });
    expect(error).to.have.property('message').that.includes('credentials').and.not.includes('secret');
  });
});

describe('Deezer', () => {
  const api = 'https://api.deezer.com';

  it('reads a track, with its ISRC, its guests and its length in milliseconds', async () => {
    const { open } = aWeb({ [`${api}/track/11`]: deezerTrack(11) });
    expect(await open('https://www.deezer.com/de/track/11')).to.deep.equal({
      kind: 'track',
      track: {
        source: 'deezer',
        id: '11',
        title: 'Song 11 (Live)',
        author: 'The Tonearms, Shellac',
        url: 'https://www.deezer.com/track/11',
        durationMs: 183_000,
        album: 'First Pressing',
        isrc: 'GBAYE0601498',
        artworkUrl: 'https://image.example/xl.jpg',
      },
    });
  });

  it('goes through a playlist page by page', async () => {
    const page = (from: number, next?: string) => ({
      data: range(from, 100).map(deezerTrack),
      total: 200,
      ...(next && { next }),
    });
    const { open, asked } = aWeb({
      [`${api}/playlist/13`]: { id: 13, title: 'Sunday Records', nb_tracks: 200 },
      [`${api}/playlist/13/tracks?index=0&limit=100`]: page(0, 'https://api.deezer.com/playlist/13/tracks?index=100'),
      [`${api}/playlist/13/tracks?index=100&limit=100`]: page(100),
    });
    const first = listIn(await open('https://www.deezer.com/playlist/13'));
    expect(first).to.include({ title: 'Sunday Records', trackCount: 200, next: '100' });
    expect(asked, 'no more than was asked for').to.have.length(2);
    const second = listIn(await open('https://www.deezer.com/playlist/13', { cursor: '100' }));
    expect(second.items).to.have.length(100);
    expect(second).not.to.have.property('next');
  });

  it('reads an album, whose cover stands beside its tracks, and an artist’s best', async () => {
    const { album, ...bare } = deezerTrack(1);
    const { open } = aWeb({
      [`${api}/album/12`]: { ...album, id: 12, nb_tracks: 1 },
      [`${api}/album/12/tracks?index=0&limit=100`]: { data: [bare], total: 1 },
      [`${api}/artist/14`]: { id: 14, name: 'The Tonearms' },
      [`${api}/artist/14/top?index=0&limit=100`]: { data: [deezerTrack(2)], total: 1 },
    });
    expect(listIn(await open('https://www.deezer.com/album/12')).items[0]).to.include({ album: 'First Pressing' });
    expect(listIn(await open('https://www.deezer.com/artist/14'))).to.include({ title: 'The Tonearms' });
  });

  it('reads errors, which come with status 200', async () => {
    const failing = (code: number) =>
      aWeb({ [`${api}/track/11`]: { error: { type: 'Exception', message: 'x', code } } })
        .open('https://www.deezer.com/track/11')
        .catch((error: unknown) => error);
    expect(await failing(800)).to.deep.equal({ kind: 'empty' });
    expect(await failing(4)).to.include({ code: 'source-unavailable', retryAfterMs: 5_000 });
    expect(await failing(700)).to.include({ code: 'source-unavailable' });
    expect(await failing(200)).to.include({ code: 'track-unavailable' });
  });
});

describe('Apple Music', () => {
  const lookup = 'https://itunes.apple.com/lookup';
  const catalog = 'https://api.music.apple.com/v1/catalog/de';

  it('looks songs and albums up without a token', async () => {
    const { open } = aWeb({
      [`${lookup}?id=11&country=de`]: { resultCount: 1, results: [lookedUpSong(11)] },
      [`${lookup}?id=8&country=de&entity=song&limit=200`]: {
        results: [{ wrapperType: 'collection', collectionName: 'First Pressing' }, lookedUpSong(11), lookedUpSong(12)],
      },
    });
    expect(await open('https://music.apple.com/de/album/first-pressing/8?i=11')).to.deep.equal({
      kind: 'track',
      track: {
        source: 'apple-music',
        id: 'de/11',
        title: 'Song 11',
        author: 'The Tonearms',
        url: 'https://music.apple.com/de/song/11',
        durationMs: 183_466,
        album: 'First Pressing',
        artworkUrl: 'https://image.example/100x100bb.jpg',
      },
    });
    const album = listIn(await open('https://music.apple.com/de/album/first-pressing/8'));
    expect(album).to.include({ title: 'First Pressing', trackCount: 2 });
    expect(album.items).to.have.length(2);
  });

  it('says empty where nothing is found, and waits where the lookup has had enough', async () => {
    const { open } = aWeb({
      [`${lookup}?id=1&country=us`]: { resultCount: 0, results: [] },
      [`${lookup}?id=2&country=us`]: () => new Response('', { status: 403 }),
    });
    expect(await open('https://music.apple.com/us/song/1')).to.deep.equal({ kind: 'empty' });
    const error = await open('https://music.apple.com/us/song/2').catch((failure: unknown) => failure);
    expect(error).to.include({ code: 'source-unavailable', retryAfterMs: 60_000 });
  });

  it('reads a playlist off its page; a song whose artist is not told waits until its turn comes', async () => {
    const page = 'https://music.apple.com/de/playlist/pl.u-ab12';
    const moved = 'https://music.apple.com/de/playlist/sunday-records/pl.u-ab12';
    const { open } = aWeb({
      [page]: () => new Response(null, { status: 301, headers: { location: moved } }),
      [moved]: aPage(applePlaylist),
    });
    const list = listIn(await open(moved));
    expect(list).to.include({ title: 'Sunday Records', trackCount: 2 });
    expect(list.items[0]).to.include({ title: 'Needle Drop', author: 'The Tonearms', durationMs: 183_000 });
    expect(list.items[1]).to.deep.equal({ source: 'apple-music', kind: 'track', id: 'de/12' });
  });

  it('asks the API where there is a token', async () => {
    const next = '/v1/catalog/de/playlists/pl.u-ab12/tracks?offset=100';
    const { open, seen } = aWeb(
      {
        [`${catalog}/songs/11`]: { data: [appleSong(11)] },
        [`${catalog}/playlists/pl.u-ab12`]: {
          data: [
            {
              attributes: { name: 'Sunday Records' },
              relationships: { tracks: { data: range(0, 100).map(appleSong), next } },
            },
          ],
        },
        [`${catalog}/playlists/pl.u-ab12/tracks?limit=100&offset=100`]: { data: range(100, 20).map(appleSong) },
      },
      { appleMusicToken: 'developer' },
    );
    const track = await open('https://music.apple.com/de/song/needle-drop/11');
    expect(track)
      .to.have.property('track')
      .that.includes({ isrc: 'GBAYE0601498', artworkUrl: 'https://image.example/600x600.jpg' });
    expect(seen[0]?.headers['authorization']).to.equal('Bearer developer');
    const first = listIn(await open('https://music.apple.com/de/playlist/x/pl.u-ab12'));
    expect(first).to.include({ title: 'Sunday Records', next: '100' });
    const second = listIn(await open('https://music.apple.com/de/playlist/x/pl.u-ab12', { cursor: '100' }));
    expect(second.items).to.have.length(20);
    expect(second).not.to.have.property('next');
  });
});

describe('Tidal', () => {
  const accounts = 'https://auth.tidal.com/v1/oauth2/token';
  const api = 'https://openapi.tidal.com/v2';

  it('reads a track off the title of its page without credentials', async () => {
    const { open } = aWeb({
      'https://tidal.com/browse/track/11': '<head><title>Needle &amp; Drop by The Tonearms on TIDAL</title>',
    });
    const resolution = await open('https://tidal.com/track/11/u');
    expect(resolution)
      .to.have.property('track')
      .that.includes({ title: 'Needle & Drop', author: 'The Tonearms', durationMs: null });
  });

  it('says that lists need credentials', async () => {
    const error = await aWeb({})
      .open('https://tidal.com/album/12')
      .catch((failure: unknown) => failure);
    expect(error).to.include({ code: 'track-unavailable' }).and.have.property('message').that.includes('credentials');
  });

  it('reads tracks and pages of lists with credentials', async () => {
    const list = `${api}/playlists/${TIDAL_LIST}`;
    const items = `${list}/relationships/items?countryCode=DE&include=items%2Citems.artists`;
    const page = (from: number, nextCursor?: string) => ({
      data: range(from, 20).map((id) => ({ id: String(id), type: 'tracks' })),
      included: [...range(from, 20).map(tidalTrack).toReversed(), ...tidalIncluded],
      links: nextCursor ? { next: 'x', meta: { nextCursor } } : {},
    });
    const { open } = aWeb(
      {
        [accounts]: TOKEN,
        [`${api}/tracks/11?countryCode=DE&include=artists%2Calbums`]: { data: tidalTrack(11), included: tidalIncluded },
        [`${list}?countryCode=DE`]: { data: { attributes: { name: 'Sunday Records', numberOfItems: 40 } } },
        [items]: page(0, 'abc='),
        [`${items}&page%5Bcursor%5D=abc%3D`]: page(20),
      },
      { tidal: CREDENTIALS, country: 'DE' },
    );
    expect(await open('https://tidal.com/track/11')).to.deep.equal({
      kind: 'track',
      track: {
        source: 'tidal',
        id: '11',
        title: 'Song 11 (Live)',
        author: 'The Tonearms',
        url: 'https://tidal.com/track/11',
        durationMs: 183_000,
        album: 'First Pressing',
        isrc: 'GBAYE0601498',
      },
    });
    const link = `https://tidal.com/playlist/${TIDAL_LIST}`;
    const first = listIn(await open(link));
    expect(first).to.include({ title: 'Sunday Records', trackCount: 40, next: 'abc=' });
    expect(
      first.items.map((item) => item.id),
      'in the list’s order',
    ).to.deep.equal(range(0, 20).map(String));
    expect(listIn(await open(link, { cursor: 'abc=' })).items[0]).to.include({ id: '20' });
  });
});
