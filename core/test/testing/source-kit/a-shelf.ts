import type { Query } from '../../../src/model/query.js';
import { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import type { SourceSamples } from '../../../src/testing/source-kit/source-samples.js';
import type { Record } from './shelf-source.js';

const SECONDS = 2;
const PAGE_LENGTH = 4;

const LONG = 100_000;
const LONG_PAGE = 100;

const RECORDS: readonly Record[] = Array.from({ length: 10 }, (_, number) => aRecord(number));
const SPECIAL: readonly Record[] = [
  { id: 'radio', title: 'Radio', by: '', seconds: null },
  { id: 'locked', title: 'Locked', by: '', seconds: 3, locked: true },
];

const SAMPLES = noise(SECONDS);
/** As much of a picture as tells that it is one. */
const COVER = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** The server behind `shelf.example`. Close it. */
export async function aShelf(): Promise<MediaStandIn> {
  const media = await MediaStandIn.listen();
  const json = (value: unknown) => ({ body: JSON.stringify(value), type: 'application/json' });
  for (const record of [...RECORDS, ...SPECIAL]) {
    media.serve(`/api/tracks/${record.id}`, json({ record }));
    media.serve(`/media/${record.id}`, { body: SAMPLES, type: 'audio/pcm' });
    media.serve(`/covers/${record.id}`, { body: COVER, type: 'image/png' });
  }
  media.serve('/api/words', json({ kind: 'synced', lines: [{ atMs: 500, text: 'La' }] }));
  media.serve('/api/tracks/none', json({}));
  media.serve('/api/playlists/all', ({ query }) => {
    const from = Number(query.get('from'));
    const next = from + PAGE_LENGTH;
    const records = RECORDS.slice(from, next);
    return json({ title: 'All', total: RECORDS.length, records, ...(next < RECORDS.length && { next }) });
  });
  media.serve('/api/playlists/long', ({ query }) => {
    const from = Number(query.get('from'));
    const records = Array.from({ length: LONG_PAGE }, (_, number) => aRecord(from + number));
    const next = from + LONG_PAGE;
    return json({ title: 'Long', total: LONG, records, ...(next < LONG && { next }) });
  });
  media.serve('/api/search', ({ query }) => {
    const words = query.get('q')?.toLowerCase() ?? '';
    if (words.startsWith('isrc:'))
      return json({ records: RECORDS.filter((_, number) => words.endsWith(`0000${number}`)) });
    return json({ records: RECORDS.filter(({ title }) => title.toLowerCase().includes(words)) });
  });
  return media;
}

/** Everything that can be asked of a shelf. */
export function shelfSamples(network: MediaStandIn, more: Partial<SourceSamples> = {}): SourceSamples {
  return {
    track: [link('/tracks/r3'), link('/track/r3/?t=1'), link('/tracks/r3#there')],
    foreign: [
      link('/elsewhere'),
      { kind: 'search', text: 'words' },
      { kind: 'url', url: new URL('https://a.example/') },
    ],
    missing: link('/tracks/none'),
    unplayable: link('/tracks/locked'),
    live: link('/tracks/radio'),
    timed: { query: link('/tracks/r3?t=1'), startMs: 1_000 },
    playlist: { query: link('/playlists/all'), ids: RECORDS.map(({ id }) => id) },
    longPlaylist: {
      query: link('/playlists/long'),
      given: () => network.requests.filter(({ path }) => path === '/api/playlists/long').length * LONG_PAGE,
    },
    search: { kind: 'search', source: 'shelf', text: 'Record' },
    recording: { isrc: 'GBAYE0600003', id: 'r3' },
    prefix: 'rec',
    network,
    ...more,
  };
}

function aRecord(number: number): Record {
  return { id: `r${number}`, title: `Record ${number}`, by: 'The Tonearms', seconds: SECONDS };
}

function link(path: string): Query {
  return { kind: 'url', url: new URL(path, 'https://shelf.example') };
}

/** Samples of which no two stretches are alike. */
function noise(seconds: number): Buffer {
  let state = 1;
  const samples = Int16Array.from({ length: seconds * 48_000 * 2 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    return state >> 16;
  });
  return Buffer.from(samples.buffer);
}
