import type { Query } from '@tonearm/core';
import {
  anHlsPlaylist,
  anMp3,
  anOggOpus,
  itBehavesLikeASource,
  MediaStandIn,
  type SourceSamples,
} from '@tonearm/core/testing';
import { DEFAULT_LIMITS, HttpSource, LinkClient, NetworkPolicy, PodcastSource } from '../src/index.js';
import { QuickClock } from './a-web.js';

const EPISODES = ['one', 'two', 'three'];

describe('sources of links, as every source', () => {
  let media: MediaStandIn;
  before(async () => {
    media = await MediaStandIn.listen();
    const song = anOggOpus(3, { TITLE: 'A song' });
    media.serve('/a%20song.opus', { body: song, type: 'audio/ogg' });
    for (const name of EPISODES) media.serve(`/${name}.opus`, { body: song, type: 'audio/ogg' });
    const list = ['#EXTM3U', ...EPISODES.flatMap((name) => [`#EXTINF:3,${name}`, `${name}.opus`])].join('\n');
    media.serve('/list.m3u', { body: list, type: 'audio/x-mpegurl' });
    media.serve('/live.m3u8', {
      body: anHlsPlaylist([{ uri: '0.mp3', seconds: 2 }], { ended: false }),
      type: 'application/vnd.apple.mpegurl',
    });
    media.serve('/0.mp3', { body: anMp3(2), type: 'audio/mpeg' });
    media.serve('/page', { body: '<!doctype html><p>Nothing to hear.</p>', type: 'text/html' });
    media.serve('/feed', { body: feed(media), type: 'application/rss+xml' });
  });
  after(() => media.close());

  describe('HttpSource', () => {
    itBehavesLikeASource(aSource, () => httpSamples(media));
  });

  describe('HttpSource with a stream in segments', () => {
    before(() => {
      const segments = [0, 1, 2].map((number) => ({ uri: `/cut-${number}.mp3`, seconds: 2 }));
      media.serve('/cut.m3u8', { body: anHlsPlaylist(segments), type: 'application/vnd.apple.mpegurl' });
      const sound = anMp3(6);
      const size = Math.ceil(sound.length / 3);
      for (const [number, { uri }] of segments.entries()) {
        media.serve(uri, { body: sound.subarray(number * size, (number + 1) * size), type: 'audio/mpeg' });
      }
    });

    itBehavesLikeASource(aSource, () => ({
      track: [link(media, '/cut.m3u8')],
      foreign: [],
      durationMs: 6_000,
      network: media,
    }));
  });

  describe('PodcastSource at links of Apple Podcasts', () => {
    const apple = (rest: string): Query => ({
      kind: 'url',
      url: new URL(`https://podcasts.apple.com/us/podcast/talk/id12${rest}`),
    });
    before(() => {
      const results = [
        { kind: 'podcast', trackId: 12, feedUrl: media.url('/feed') },
        ...EPISODES.map((name, at) => ({
          trackId: at + 1,
          trackName: `Episode ${name}`,
          collectionName: 'Talk',
          trackTimeMillis: 3_000,
          episodeUrl: media.url(`/${name}.opus`),
        })),
      ];
      media.serve('/lookup', { body: JSON.stringify({ results }), type: 'text/javascript' });
    });

    itBehavesLikeASource(
      () => {
        const parts = someParts();
        return new PodcastSource(new HttpSource(parts), parts, new URL(media.base));
      },
      () => ({
        track: [apple('?i=2'), apple('?uo=4&i=2#x')],
        missing: apple('?i=9'),
        playlist: { query: apple(''), ids: EPISODES.map((name) => media.url(`/${name}.opus`)) },
        foreign: [link(media, '/feed'), { kind: 'search', text: 'two' }],
        tracksOf: 'http',
        network: media,
      }),
    );
  });

  describe('HttpSource with an MP3', () => {
    before(() => media.serve('/song.mp3', { body: anMp3(60), type: 'audio/mpeg' }));

    itBehavesLikeASource(aSource, () => ({
      track: [link(media, '/song.mp3')],
      foreign: [],
      durationMs: 60_000,
      network: media,
    }));
  });

  describe('PodcastSource', () => {
    const podcast = (words: string): Query => ({
      kind: 'search',
      source: 'podcast',
      text: `${media.url('/feed')} ${words}`.trim(),
    });

    itBehavesLikeASource(
      () => {
        const parts = someParts();
        return new PodcastSource(new HttpSource(parts), parts);
      },
      () => ({
        track: [podcast('two'), podcast(' TWO ')],
        missing: podcast('nine'),
        search: podcast('episode'),
        foreign: [link(media, '/feed'), { kind: 'search', text: 'two' }],
        tracksOf: 'http',
        network: media,
      }),
    );
  });
});

function someParts() {
  const clock = new QuickClock();
  const client = new LinkClient({ policy: new NetworkPolicy(['127.0.0.1']), limits: DEFAULT_LIMITS, clock });
  return { client, clock };
}

function aSource(): HttpSource {
  return new HttpSource(someParts());
}

function httpSamples(media: MediaStandIn): SourceSamples {
  return {
    track: [
      link(media, '/a song.opus'),
      link(media, '/a%20song.opus#t=1'),
      link(media, '/x/../a%20song.opus?utm_source=chat'),
    ],
    timed: { query: link(media, '/a song.opus#t=1'), startMs: 1_000 },
    missing: link(media, '/missing.opus'),
    unplayable: link(media, '/page'),
    live: link(media, '/live.m3u8'),
    playlist: { query: link(media, '/list.m3u'), ids: EPISODES.map((name) => media.url(`/${name}.opus`)) },
    foreign: [
      { kind: 'search', text: 'a song' },
      { kind: 'search', source: 'local', text: 'http://music.example/a.opus' },
    ],
    network: media,
  };
}

function link(media: MediaStandIn, path: string): Query {
  return { kind: 'url', url: new URL(path, media.base) };
}

function feed(media: MediaStandIn): string {
  const items = EPISODES.map(
    (name) =>
      `<item><title>Episode ${name}</title><enclosure url="${media.url(`/${name}.opus`)}" type="audio/ogg" length="1"/>` +
      '<itunes:duration>3</itunes:duration></item>',
  );
  const head = '<?xml version="1.0"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">';
  return `${head}<channel><title>Talk</title>${items.join('')}</channel></rss>`;
}
