import type { Query } from '@tonearm/core';
import { itBehavesLikeASource } from '@tonearm/core/testing';
import { AUDIO_KINDS, anAudioFile, needsFfmpeg } from './audio-fixtures.js';
import { aLibrary, type Library } from './a-library.js';

const words = (text: string, source?: string): Query => ({ kind: 'search', text, ...(source && { source }) });
const foreign: readonly Query[] = [
  { kind: 'url', url: new URL('https://music.example/song') },
  { kind: 'search', text: 'lantern', source: 'radio' },
];
const CUE =
  'FILE "Lantern.flac" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nTITLE "Two"\nINDEX 01 00:02:00';

describe('LocalSource, as every source', function () {
  this.timeout(20_000);
  let library: Library;
  before(async function () {
    needsFfmpeg(this);
    const files = AUDIO_KINDS.map(
      async (kind) => [`Album/Lantern.${kind}`, await anAudioFile(kind, { title: 'Lantern' }, 4)] as const,
    );
    library = await aLibrary({ ...Object.fromEntries(await Promise.all(files)), 'Album/Disc.cue': CUE });
  });
  after(() => library?.close());

  for (const kind of AUDIO_KINDS) {
    describe(kind, () => {
      const path = `Album/Lantern.${kind}`;
      itBehavesLikeASource(() => library.source, {
        track: [
          words(path),
          words(path.replace('/', '//')),
          words(`./${path}`, 'local'),
          words(path.replace('/', '\\')),
        ],
        missing: words(`Album/Missing.${kind}`),
        foreign,
      });
    });
  }

  describe('a track of a cue sheet', () => {
    itBehavesLikeASource(() => library.source, {
      track: [words('Album/Disc.cue/2'), words('./Album//Disc.cue/2', 'local'), words('Album\\Disc.cue\\2')],
      missing: words('Album/Disc.cue/3'),
      playlist: {
        query: words('Album/Disc.cue'),
        ids: ['Album/Disc.cue/1', 'Album/Disc.cue/2'],
      },
      search: words('lantern', 'local'),
      prefix: 'lant',
      foreign,
    });
  });
});
