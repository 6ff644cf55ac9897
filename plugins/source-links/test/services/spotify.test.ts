import { expect } from 'chai';
import { aPage, aWeb, listIn } from '../a-web.js';
import {
  CREDENTIALS,
  embedded,
  SPOTIFY_ID as ID,
  SPOTIFY_LIST as LIST,
  notFound,
  range,
  spotifyEntity,
  spotifyListed,
  spotifyTrack,
  TOKEN,
} from '../fixtures.js';

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

  describe('the token', () => {
    const link = `https://open.spotify.com/track/${ID}`;
    /** @param taken which tokens the service takes */
    const withTokens = (taken: (authorization: string | undefined) => boolean | Promise<boolean>) => {
      let given = 0;
      const pages = {
        [accounts]: () => {
          given += 1;
          return new Response(JSON.stringify({ ...TOKEN, access_token: `token ${given}` }));
        },
        [`${api}/tracks/${ID}`]: async ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
          (await taken(headers['authorization']))
            ? new Response(JSON.stringify(spotifyTrack(1)))
            : new Response('', { status: 401 }),
      };
      return { ...aWeb(pages, { spotify: CREDENTIALS }), given: () => given };
    };

    it('is renewed once when it is not taken any more, whoever waits', async () => {
      const { open, given } = withTokens((authorization) => authorization !== 'Bearer token 1');
      await Promise.all([open(link), open(link)]);
      expect(given()).to.equal(2);
    });

    it('is not renewed again for who hears late that the old one is not taken', async () => {
      const late = Promise.withResolvers<false>();
      const refusals = [late.promise, false];
      const { open, given } = withTokens((authorization) =>
        authorization === 'Bearer token 1' ? (refusals.shift() ?? false) : true,
      );
      const first = open(link);
      await open(link);
      late.resolve(false);
      expect(await first).to.have.property('kind', 'track');
      expect(given()).to.equal(2);
    });

    it('is used until a minute before its end, and then renewed before anybody refuses it', async () => {
      const { open, given, clock, seen } = withTokens(() => true);
      const used = async () => {
        await open(link);
        return seen.at(-1)?.headers['authorization'];
      };
      expect(await used()).to.equal('Bearer token 1');
      await clock.advance((TOKEN.expires_in - 60) * 1_000 - 1);
      expect(await used()).to.equal('Bearer token 1');
      await clock.advance(1);
      expect(await used()).to.equal('Bearer token 2');
      expect(given()).to.equal(2);
    });
  });

  it('waits ten seconds for a token, and then says that it may be tried again', async () => {
    const hanging = ({ signal }: { readonly signal: AbortSignal }) =>
      new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { open, asked, clock } = aWeb({ [accounts]: hanging }, { spotify: CREDENTIALS });
    const opening = open(`https://open.spotify.com/track/${ID}`).catch((failure: unknown) => failure);
    await clock.advance(10_000);
    expect(await opening).to.have.property('retryable', true);
    expect(asked).to.deep.equal([accounts]);
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
