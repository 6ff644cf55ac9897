import { itBehavesLikeASource } from '@tonearm/core/testing';
import { aSource, type TestedSource } from './a-source.js';
import { aVideo, playerAnswer, videoId } from './answers.js';

describe('YouTubeSource, as every source', () => {
  let tested: TestedSource;
  before(async () => {
    tested = await aSource();
    tested.tube.on('/player', ({ body }) =>
      body.videoId === videoId(1)
        ? { json: playerAnswer(aVideo(1)) }
        : { json: { playabilityStatus: { status: 'ERROR', reason: 'This video is unavailable' } } },
    );
  });
  after(() => tested.close());

  const link = (text: string) => ({ kind: 'url', url: new URL(text) }) as const;
  itBehavesLikeASource(() => tested.source, {
    track: [
      link(`https://www.youtube.com/watch?v=${videoId(1)}&list=PLx`),
      link(`https://youtu.be/${videoId(1)}?t=5`),
      link(`https://music.youtube.com/watch?v=${videoId(1)}`),
      { kind: 'search', text: `youtu.be/${videoId(1)}` },
    ],
    missing: link(`https://youtu.be/${videoId(404)}`),
    foreign: [
      link('https://soundcloud.com/somebody/something'),
      link('https://www.youtube.com/feed/trending'),
      { kind: 'search', source: 'local', text: 'words' },
    ],
  });
});
