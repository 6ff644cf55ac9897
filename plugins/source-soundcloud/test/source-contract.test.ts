import { itBehavesLikeASource } from '@tonearm/core/testing';
import { SoundCloudStandIn } from './a-soundcloud.js';

const url = (link: string) => ({ kind: 'url', url: new URL(link) }) as const;

describe('SoundCloudSource, as every source', () => {
  let cloud: SoundCloudStandIn;
  before(async () => {
    cloud = await SoundCloudStandIn.listen();
    cloud.add({ seconds: 60 });
  });
  after(() => cloud.close());

  itBehavesLikeASource(() => cloud.source, {
    track: [
      url('https://soundcloud.com/harbour-lights/slow-tide'),
      url('https://m.soundcloud.com/Harbour-Lights/slow-tide?utm_source=clipboard&si=1#t=0:10'),
      url('https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour-lights/slow-tide'),
    ],
    missing: url('https://soundcloud.com/harbour-lights/missing'),
    foreign: [
      url('https://soundcloud.example/harbour-lights/slow-tide'),
      { kind: 'search', source: 'local', text: 'slow tide' },
    ],
  });
});
