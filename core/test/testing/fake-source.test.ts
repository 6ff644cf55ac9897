import type { Query } from '../../src/model/query.js';
import { aTrack } from '../../src/testing/a-track.js';
import { FakeSource } from '../../src/testing/fake-source.js';
import { itBehavesLikeASource } from '../../src/testing/source-kit/source-kit.js';

describe('FakeSource', () => {
  const link = (path: string): Query => ({ kind: 'url', url: new URL(path, 'https://music.example') });
  const tracks = ['song', 'air', 'hymn'].map((id) => aTrack({ id, title: id, durationMs: 3_000 }));
  const radio = aTrack({ id: 'radio', title: 'Radio', durationMs: null });
  const [song = radio, ...others] = tracks;
  const page = { title: 'All', url: '', trackCount: 3 };

  itBehavesLikeASource(
    () =>
      new FakeSource({
        tracks: [...tracks, radio],
        playlists: { all: { ...page, items: [song], next: 'more' }, more: { ...page, items: others } },
      }),
    {
      track: [link('/song'), link('/song?t=1'), link('/song#here')],
      foreign: [{ kind: 'url', url: new URL('https://elsewhere.example/song') }],
      missing: link('/nothing'),
      live: link('/radio'),
      timed: { query: link('/song?t=1'), startMs: 1_000 },
      playlist: { query: link('/all'), ids: tracks.map(({ id }) => id) },
      search: { kind: 'search', text: 'Hymn' },
      prefix: 'so',
    },
  );
});

describe('FakeSource with nothing but live streams', () => {
  const radio = aTrack({ id: 'radio', title: 'Radio', durationMs: null });
  const query: Query = { kind: 'url', url: new URL('https://music.example/radio') };
  itBehavesLikeASource(() => new FakeSource({ tracks: [radio] }), { track: [query], foreign: [], live: query });
});
