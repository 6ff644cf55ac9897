/** Answers in the shapes that the services send; everything in them is invented. */

/** What a bot is known by, and the token that it gets for it. */
export const CREDENTIALS = { clientId: 'me', clientSecret: 'secret' };
export const TOKEN = { access_token: 'one', token_type: 'Bearer', expires_in: 3_600 };

/** So many numbers from one on, to make items of. */
export function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

export const SPOTIFY_ID = 'A1b2C3d4E5f6G7h8I9j0Kl';
export const SPOTIFY_LIST = 'Zz9Yy8Xx7Ww6Vv5Uu4Tt3S';

export const spotifyEntity = {
  type: 'track',
  name: 'Needle Drop',
  uri: `spotify:track:${SPOTIFY_ID}`,
  id: SPOTIFY_ID,
  title: 'Needle Drop',
  artists: [
    { name: 'The Tonearms', uri: 'spotify:artist:0' },
    { name: 'Shellac', uri: 'spotify:artist:1' },
  ],
  duration: 183_466,
  isPlayable: true,
  visualIdentity: {
    image: [
      { url: 'https://image.example/64', maxHeight: 64, maxWidth: 64 },
      { url: 'https://image.example/640', maxHeight: 640, maxWidth: 640 },
    ],
  },
};

export const spotifyListed = (index: number) => ({
  uri: `spotify:track:${String(index).padStart(22, '0')}`,
  uid: `u${index}`,
  title: `Song ${index}`,
  subtitle: 'The Tonearms,\u00a0Shellac',
  duration: 180_000 + index,
  isPlayable: true,
  entityType: 'track',
});

export const embedded = (entity: unknown) => ({ props: { pageProps: { state: { data: { entity } } } } });
export const notFound = { props: { pageProps: { status: 404, title: 'Page not found' } } };

export const spotifyTrack = (index: number) => ({
  album: { name: 'First Pressing', images: [{ url: 'https://image.example/cover', height: 640, width: 640 }] },
  artists: [{ name: 'The Tonearms' }],
  duration_ms: 183_466,
  external_ids: { isrc: 'GBAYE0601498' },
  id: String(index).padStart(22, '0'),
  name: `Song ${index}`,
  type: 'track',
  uri: `spotify:track:${index}`,
});

export const deezerTrack = (id: number) => ({
  id,
  title: `Song ${id} (Live)`,
  title_short: `Song ${id}`,
  isrc: 'GBAYE0601498',
  link: `https://www.deezer.com/track/${id}`,
  duration: 183,
  contributors: [
    { id: 1, name: 'The Tonearms' },
    { id: 2, name: 'Shellac' },
  ],
  artist: { id: 1, name: 'The Tonearms' },
  album: { id: 3, title: 'First Pressing', cover_xl: 'https://image.example/xl.jpg' },
  type: 'track',
});

export const lookedUpSong = (id: number) => ({
  wrapperType: 'track',
  kind: 'song',
  artistId: 7,
  collectionId: 8,
  trackId: id,
  artistName: 'The Tonearms',
  collectionName: 'First Pressing',
  trackName: `Song ${id}`,
  trackTimeMillis: 183_466,
  artworkUrl100: 'https://image.example/100x100bb.jpg',
});

export const appleSong = (id: number) => ({
  id: String(id),
  type: 'songs',
  attributes: {
    name: `Song ${id}`,
    artistName: 'The Tonearms',
    albumName: 'First Pressing',
    durationInMillis: 183_466,
    isrc: 'GB-AYE-06-01498',
    artwork: { url: 'https://image.example/{w}x{h}.jpg', width: 3000, height: 3000 },
  },
});

export const applePlaylist = {
  'schema:music-playlist': {
    '@type': 'MusicPlaylist',
    name: 'Sunday Records',
    numTracks: 2,
    track: [
      {
        '@type': 'MusicRecording',
        name: 'Needle Drop',
        url: 'https://music.apple.com/de/song/needle-drop/11',
        duration: 'PT3M3S',
      },
      {
        '@type': 'MusicRecording',
        name: 'Run Out',
        url: 'https://music.apple.com/de/song/run-out/12',
        duration: 'PT1M',
      },
    ],
  },
  'serialized-server-data': {
    data: [
      {
        data: {
          sections: [
            {
              items: [
                {
                  title: 'Needle Drop',
                  artistName: 'The Tonearms',
                  contentDescriptor: { kind: 'song', identifiers: { storeAdamID: '11' } },
                },
              ],
            },
          ],
        },
      },
    ],
  },
};

export const tidalTrack = (id: number) => ({
  id: String(id),
  type: 'tracks',
  attributes: { title: `Song ${id}`, version: 'Live', isrc: 'GBAYE0601498', duration: 'PT3M3S' },
  relationships: {
    artists: { data: [{ id: '70', type: 'artists' }] },
    albums: { data: [{ id: '80', type: 'albums' }] },
  },
});

export const tidalIncluded = [
  { id: '70', type: 'artists', attributes: { name: 'The Tonearms' } },
  { id: '80', type: 'albums', attributes: { title: 'First Pressing' } },
];

export const TIDAL_LIST = '01234567-89ab-cdef-0123-456789abcdef';
