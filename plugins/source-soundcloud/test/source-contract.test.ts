import { itBehavesLikeASource, type SourceSamples } from '@tonearm/core/testing';
import { SoundCloudStandIn } from './a-soundcloud.js';
import { aRawSet, aRawTrack, aStub } from './raw-answers.js';

const SECONDS = 6;
const url = (link: string) => ({ kind: 'url', url: new URL(link) }) as const;
const SET_IDS = Array.from({ length: 120 }, (_, at) => 2_900_000_000 + at);

describe('SoundCloudSource, as every source', () => {
  let cloud: SoundCloudStandIn;
  before(async () => {
    cloud = await SoundCloudStandIn.listen();
    cloud.add({ seconds: SECONDS });
    cloud.add({ id: 1, path: '/harbour-lights/pieces', ways: ['hls mp3_1_0'], seconds: SECONDS });
    cloud.add({ id: 2, path: '/harbour-lights/whole', ways: ['progressive mp3_1_0'], seconds: SECONDS });
    for (const id of SET_IDS) cloud.add({ id, path: `/x/${id}` });
    cloud.paths.set('/harbour-lights/sets/tides', aRawSet(SET_IDS.map(aStub)));
    cloud.add({ id: 3, path: '/harbour-lights/sold', raw: { policy: 'SNIP', duration: 30_000 } });
    cloud.answers.set('/search/tracks', { collection: [aRawTrack(), aRawTrack({ id: 2 })] });
    cloud.answers.set('/search/queries', { collection: [{ output: 'slow tide', query: 'slow tide' }] });
  });
  after(() => cloud.close());

  describe('with Opus', () => {
    itBehavesLikeASource(
      () => cloud.another(),
      (): SourceSamples => ({
        track: [
          url('https://soundcloud.com/harbour-lights/slow-tide'),
          url('https://m.soundcloud.com/Harbour-Lights/slow-tide?utm_source=clipboard&si=1#t=0:10'),
          url('https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour-lights/slow-tide'),
        ],
        timed: { query: url('https://soundcloud.com/harbour-lights/slow-tide#t=0:02'), startMs: 2_000 },
        missing: url('https://soundcloud.com/harbour-lights/missing'),
        unplayable: url('https://soundcloud.com/harbour-lights/sold'),
        playlist: { query: url('https://soundcloud.com/harbour-lights/sets/tides'), ids: SET_IDS.map(String) },
        search: { kind: 'search', text: 'slow tide' },
        prefix: 'slo',
        foreign: [
          url('https://soundcloud.example/harbour-lights/slow-tide'),
          { kind: 'search', source: 'local', text: 'slow tide' },
        ],
        network: cloud.standIn,
      }),
    );
  });

  for (const [what, path] of [
    ['MP3 in pieces', 'pieces'],
    ['MP3 in one', 'whole'],
  ] as const) {
    describe(`with ${what}`, () => {
      itBehavesLikeASource(
        () => cloud.another(),
        (): SourceSamples => ({
          track: [url(`https://soundcloud.com/harbour-lights/${path}`)],
          foreign: [],
          durationMs: SECONDS * 1_000,
          network: cloud.standIn,
        }),
      );
    });
  }
});
