import { silentLogger, SystemClock } from '@tonearm/core';
import { aWebmOpus, itBehavesLikeASource, MediaStandIn, type MediaRequest } from '@tonearm/core/testing';
import { MetadataThread } from '../src/metadata/metadata-thread.js';
import { DEFAULT_CLIENTS } from '../src/streams/stream-client.js';
import { Suspicion } from '../src/streams/suspicion.js';
import { YouTubeStreams } from '../src/streams/youtube-streams.js';
import { ClientVideoLookup } from '../src/video-lookup.js';
import { YouTubeMusicSource } from '../src/youtube-music-source.js';
import { YouTubeSource } from '../src/youtube-source.js';
import {
  aVideo,
  continuationItemViewModel,
  furtherAnswer,
  listAnswer,
  lockupViewModel,
  musicAnswer,
  nextAnswer,
  playerAnswer,
  searchAnswer,
  songRenderer,
  videoId,
  videoRenderer,
} from './answers.js';
import { aRefusal, anAnswer } from './streams/player-answers.js';

const SECONDS = 3;
const LIST = 'PLinvented00000000000000000000000000';
/** A list of 100,000 videos. Its marks are its name and where the next page begins. */
const LONG_LIST = 'PLinvented11111111111111111111111111';
const LONG = 100_000;
const LONG_PAGE = 100;

describe('the sources of YouTube, as every source', () => {
  let network: MediaStandIn;
  let metadata: MetadataThread;
  before(async () => {
    network = await aYouTube();
    // One for all: it remembers nothing of what it was asked.
    metadata = new MetadataThread(
      { language: 'en', country: 'US', endpoint: network.base },
      { clock: new SystemClock(), logger: silentLogger },
    );
    metadata.warmUp();
  });
  after(async () => {
    await metadata.close();
    await network.close();
  });

  const make = () => {
    const [clock, logger] = [new SystemClock(), silentLogger];
    const suspicion = new Suspicion(clock, logger);
    const videos = new ClientVideoLookup({ metadata, clients: DEFAULT_CLIENTS, suspicion });
    const streams = new YouTubeStreams({ answers: metadata, clock, logger, suspicion, fetch: network.fetch });
    return new YouTubeSource({ metadata, videos, streams, logger, longestPlaylist: 5_000 });
  };
  const link = (text: string) => ({ kind: 'url', url: new URL(text) }) as const;

  describe('youtube', () => {
    itBehavesLikeASource(make, () => ({
      track: [
        link(`https://www.youtube.com/watch?v=${videoId(1)}&list=PLx`),
        link(`https://youtu.be/${videoId(1)}?si=x`),
        link(`https://music.youtube.com/watch?v=${videoId(1)}`),
        { kind: 'search', text: `youtu.be/${videoId(1)}` },
      ],
      missing: link(`https://youtu.be/${videoId(404)}`),
      unplayable: link(`https://youtu.be/${videoId(403)}`),
      live: link(`https://youtu.be/${videoId(7)}`),
      timed: { query: link(`https://youtu.be/${videoId(1)}?t=1s`), startMs: 1_000 },
      playlist: { query: link(`https://www.youtube.com/playlist?list=${LIST}`), ids: [1, 2, 3, 4, 5].map(videoId) },
      longPlaylist: {
        query: link(`https://www.youtube.com/playlist?list=${LONG_LIST}`),
        given: () => network.requests.filter(({ body }) => body.includes(LONG_LIST)).length * LONG_PAGE,
      },
      search: { kind: 'search', text: 'some words' },
      recording: { isrc: 'GBAYE0601498', id: videoId(1) },
      prefix: 'som',
      foreign: [
        link('https://soundcloud.com/somebody/something'),
        link('https://www.youtube.com/feed/trending'),
        { kind: 'search', source: 'local', text: 'words' },
      ],
      network,
    }));
  });

  describe('ytmusic', () => {
    itBehavesLikeASource(
      () => new YouTubeMusicSource(make(), metadata),
      () => ({
        track: [
          { kind: 'search', source: 'ytmusic', text: 'some words' },
          { kind: 'search', source: 'ytmusic', text: ' Some  WORDS ' },
        ],
        tracksOf: 'youtube',
        foreign: [{ kind: 'search', text: 'some words' }, link(`https://youtu.be/${videoId(1)}`)],
      }),
    );
  });
});

/** All of YouTube on this machine: its inner interface, its suggestions, its media. */
async function aYouTube(): Promise<MediaStandIn> {
  const network = await MediaStandIn.listen();
  const api = (path: string, answer: (body: Asked) => object) =>
    network.serve(`/youtubei/v1/${path}`, ({ body }: MediaRequest) => ({
      // What the source posts is JSON.
      body: JSON.stringify(answer(JSON.parse(body) as Asked)),
      type: 'application/json',
    }));
  network.serve('/sound', { body: aWebmOpus(SECONDS), type: 'audio/webm' });
  network.serve('/complete/search', { body: JSON.stringify(['som', [['some words', 0]], {}]) });
  api('visitor_id', () => ({ responseContext: { visitorData: 'a visitor' } }));
  api('player', ({ videoId: id }) => player(id));
  api('reel/reel_item_watch', ({ playerRequest }) => ({ playerResponse: player(playerRequest.videoId) }));
  api('search', ({ context }) =>
    context.client.clientName === 'WEB'
      ? searchAnswer([videoRenderer(aVideo(1))])
      : musicAnswer([songRenderer(aVideo(1, { length: '0:03' }))]),
  );
  const page = (numbers: readonly number[], ...mark: readonly object[]) => [
    ...numbers.map((number) => lockupViewModel(aVideo(number))),
    ...mark,
  ];
  const longPage = (from: number) => {
    const next = continuationItemViewModel(`${LONG_LIST} ${from + LONG_PAGE}`);
    return page(
      Array.from({ length: LONG_PAGE }, (_, index) => from + index),
      ...(from + LONG_PAGE < LONG ? [next] : []),
    );
  };
  api('browse', ({ continuation, browseId }) => {
    if (continuation?.startsWith(LONG_LIST)) return furtherAnswer(longPage(Number(continuation.split(' ')[1])));
    if (continuation === 'two') return furtherAnswer(page([4, 5]));
    if (browseId?.endsWith(LONG_LIST)) return listAnswer(longPage(0), 'A long list', String(LONG));
    return listAnswer(page([1, 2, 3], continuationItemViewModel('two')), 'A list', '5');
  });
  api('next', () => nextAnswer({ mix: [aVideo(1), aVideo(2), aVideo(3)] }));
  return network;
}

interface Asked {
  readonly videoId: string;
  readonly playerRequest: { readonly videoId: string };
  readonly continuation?: string;
  readonly browseId?: string;
  readonly context: { readonly client: { readonly clientName: string } };
}

function player(id: string): object {
  if (id === videoId(403)) return aRefusal('LOGIN_REQUIRED', 'This video is private');
  if (id === videoId(7)) return playerAnswer(aVideo(7), { isLive: true, lengthSeconds: '0' });
  if (id !== videoId(1)) return aRefusal('ERROR', 'This video is not available');
  const format = { itag: 251, url: 'https://r1.googlevideo.com/sound', contentLength: undefined };
  return { ...anAnswer([format]), ...playerAnswer(aVideo(1), { lengthSeconds: String(SECONDS) }) };
}
