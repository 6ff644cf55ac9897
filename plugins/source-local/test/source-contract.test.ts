import type { Query } from '@tonearm/core';
import { itBehavesLikeASource } from '@tonearm/core/testing';
import { AUDIO_KINDS, anAudioFile, needsFfmpeg } from './audio-fixtures.js';
import { aLibrary, type Library } from './a-library.js';

const words = (text: string, source?: string): Query => ({ kind: 'search', text, ...(source && { source }) });
const foreign: readonly Query[] = [
  { kind: 'url', url: new URL('https://music.example/song') },
  { kind: 'search', text: 'lantern', source: 'radio' },
];
const CUE = (file: string) =>
  `FILE "${file}" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nTITLE "Two"\nINDEX 01 00:02:00`;
/** More than a page, and not in the order of their names. */
const LIST = Array.from({ length: 205 }, (_, at) => `many/${(at * 7) % 205}.mp3`);

describe('LocalSource, as every source', function () {
  this.timeout(20_000);
  let library: Library;
  before(async function () {
    needsFfmpeg(this);
    const files = AUDIO_KINDS.map(
      async (kind) => [`Album/Lantern.${kind}`, await anAudioFile(kind, { title: 'Lantern' }, 4)] as const,
    );
    const short = await anAudioFile('mp3');
    library = await aLibrary({
      ...Object.fromEntries(await Promise.all(files)),
      'Album/Disc.cue': CUE('Lantern.flac'),
      'Album/Opus.cue': CUE('Lantern.opus'),
      'Album/Broken.mp3': 'This is no music.',
      ...Object.fromEntries(LIST.map((path) => [path, short])),
      'Long.m3u': LIST.join('\n'),
    });
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

  for (const sheet of ['Disc', 'Opus']) {
    describe(`a track of ${sheet}.cue`, () => {
      itBehavesLikeASource(() => library.source, {
        track: [
          words(`Album/${sheet}.cue/2`),
          words(`./Album//${sheet}.cue/2`, 'local'),
          words(`Album\\${sheet}.cue\\2`),
        ],
        missing: words(`Album/${sheet}.cue/3`),
        foreign,
        playlist: { query: words(`Album/${sheet}.cue`), ids: [`Album/${sheet}.cue/1`, `Album/${sheet}.cue/2`] },
      });
    });
  }

  describe('lists, searches and what is no music', () => {
    itBehavesLikeASource(() => library.source, {
      track: [words('Album/Lantern.opus')],
      missing: words('Album/Missing.m3u'),
      unplayable: words('Album/Broken.mp3'),
      foreign,
      playlist: { query: words('playlist:long'), ids: LIST },
      search: words('lantern'),
      prefix: 'lant',
    });
  });
});
