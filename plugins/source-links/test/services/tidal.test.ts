import { expect } from 'chai';
import { aWeb, listIn } from '../a-web.js';
import { CREDENTIALS, range, TIDAL_LIST, TOKEN, tidalIncluded, tidalTrack } from '../fixtures.js';

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
