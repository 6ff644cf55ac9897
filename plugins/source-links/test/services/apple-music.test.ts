import { expect } from 'chai';
import { aPage, aWeb, listIn } from '../a-web.js';
import { applePlaylist, appleSong, lookedUpSong, range } from '../fixtures.js';

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

  it('says that its token is refused, which no second try changes', async () => {
    const { open } = aWeb(
      { [`${catalog}/songs/11`]: () => new Response('', { status: 401 }) },
      { appleMusicToken: 'developer' },
    );
    const error = await open('https://music.apple.com/de/song/needle-drop/11').catch((failure: unknown) => failure);
    expect(error).to.include({ code: 'track-unavailable', retryable: false });
    expect(error).to.have.property('message').that.includes('credentials').and.not.includes('developer');
  });
});
