import type { Query } from '@tonearm/core';
import { itBehavesLikeASource } from '@tonearm/core/testing';
import { anAudioFile, needsFfmpeg } from './audio-fixtures.js';
import { aLibrary, type Library } from './a-library.js';

const words = (text: string, source?: string): Query => ({ kind: 'search', text, ...(source && { source }) });

describe('LocalSource, as every source', () => {
  let library: Library;
  before(async function () {
    needsFfmpeg(this);
    library = await aLibrary({ 'Album/Lantern.opus': await anAudioFile('opus', { title: 'Lantern' }, 2) });
  });
  after(() => library?.close());

  itBehavesLikeASource(() => library.source, {
    track: [words('Album/Lantern.opus'), words('Album//Lantern.opus'), words('./Album/Lantern.opus', 'local')],
    missing: words('Album/Missing.opus'),
    foreign: [{ kind: 'url', url: new URL('https://music.example/song') }],
  });
});
