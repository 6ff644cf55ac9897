import { itBehavesLikeASource } from '@tonearm/core/testing';
import { ToneSource } from '@tonearm/example-custom-source';

describe('ToneSource', () => {
  itBehavesLikeASource(() => new ToneSource(), {
    track: [
      { kind: 'search', source: 'tone', text: '440' },
      { kind: 'search', source: 'tone', text: '440.0 Hz' },
    ],
    foreign: [
      { kind: 'search', text: 'a song' },
      { kind: 'search', source: 'tone', text: 'not a number' },
      { kind: 'url', url: new URL('https://music.example/440') },
    ],
  });
});
