import { expect } from 'chai';
import { aWeb, listIn } from '../a-web.js';
import { deezerTrack, range } from '../fixtures.js';

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
