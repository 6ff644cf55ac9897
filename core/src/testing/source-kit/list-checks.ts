import assert from 'node:assert/strict';
import type { Playlist } from '../../model/resolution.js';
import type { Source } from '../../sources/audio-source.js';
import type { Check } from '../conformance/check.js';
import { resolve, settlesWithin, type SourceExam } from './source-exam.js';
import type { SourceSamples } from './source-samples.js';

/** How many tracks of a very long list are taken. */
const TAKEN = 250;
/** What is longer is no page. */
const LONGEST_PAGE = 1_000;
const LOOK_EVERY_MS = 5;
/** More pages than any list of a sample has. */
const MOST_PAGES = 1_000;

const whyNot = ({ samples }: SourceExam) => (samples.playlist ? undefined : 'there is no playlist in the samples');

/** What the pages of a playlist promise. */
export const LIST_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'pages-end',
    title: 'gives the pages of a playlist one after the other, and comes to an end',
    whyNot,
    run: async (exam) => {
      const { ended, pages } = await walk(exam);
      assert.ok(ended, `Page ${pages.length} names a page that was there before as the next one.`);
    },
  },
  {
    id: 'joins-pages',
    title: 'gives everything in a playlist once: no page lost, none twice',
    whyNot,
    run: async (exam) => {
      const found = (await idsOf(exam)).toSorted();
      assert.deepEqual(found, exam.samples.playlist?.ids.toSorted());
    },
  },
  {
    id: 'keeps-the-order',
    title: 'keeps the order of a playlist',
    whyNot,
    run: async (exam) => {
      const wanted = exam.samples.playlist?.ids ?? [];
      const found = new Set(await idsOf(exam));
      // What is missing or twice is told by another check.
      const inBoth = wanted.filter((id) => found.has(id));
      assert.deepEqual(
        [...found].filter((id) => wanted.includes(id)),
        inBoth,
      );
    },
  },
  {
    id: 'reads-lists-lazily',
    title: 'takes no more of a very long playlist than it is asked for, and a page ahead at most',
    remedy: 'give one page, and name the next one in next: it is asked for when it is needed',
    whyNot: ({ samples }) => (samples.longPlaylist ? undefined : 'there is no very long playlist in the samples'),
    run: async (exam) => {
      const { longPlaylist } = exam.samples;
      const stop = new AbortController();
      try {
        if (longPlaylist) await takeSome(longPlaylist, await exam.another(), stop.signal);
      } finally {
        stop.abort(new Error('That is enough.'));
      }
    },
  },
];

/** Takes the beginning of a list, page by page, and looks at what that made the source read. */
async function takeSome(
  { query, given }: NonNullable<SourceSamples['longPlaylist']>,
  source: Source,
  signal: AbortSignal,
): Promise<void> {
  const before = given();
  let taken = 0;
  let longest = 0;
  let cursor: string | undefined;
  const expectLazy = (ahead: number) => {
    const read = given() - before;
    assert.ok(read <= taken + ahead, `${taken} tracks of it are taken, and it has asked for ${read}.`);
  };
  while (taken < TAKEN) {
    const work = resolve(source, query, { signal, ...(cursor !== undefined && { cursor }) });
    while (!(await settlesWithin(LOOK_EVERY_MS, work))) expectLazy(2 * LONGEST_PAGE);
    const answer = await work;
    if (answer.kind !== 'playlist') throw new Error(`It is ${answer.kind}, not a playlist.`);
    const { items, next } = answer.playlist;
    assert.ok(
      items.length <= LONGEST_PAGE,
      `${items.length} tracks are more than a page: give some, and name the next page.`,
    );
    taken += items.length;
    longest = Math.max(longest, items.length);
    expectLazy(longest);
    // What is lost of a list is told by another check.
    if (next === undefined) return;
    cursor = next;
  }
}

interface Walk {
  readonly pages: readonly Playlist[];
  readonly ended: boolean;
}

async function idsOf(exam: SourceExam): Promise<readonly string[]> {
  const { pages } = await walk(exam);
  return pages.flatMap(({ items }) => items.map(({ id }) => id));
}

/** All pages, each once: a cursor that was there before ends the walk. */
function walk(exam: SourceExam): Promise<Walk> {
  return exam.once('pages', async () => {
    const { source, samples } = exam;
    const pages: Playlist[] = [];
    const cursors = new Set<string>();
    let cursor: string | undefined;
    while (samples.playlist && pages.length < MOST_PAGES) {
      const answer = await resolve(source, samples.playlist.query, cursor === undefined ? {} : { cursor });
      if (answer.kind !== 'playlist') throw new Error(`Page ${pages.length + 1} is ${answer.kind}, not a playlist.`);
      pages.push(answer.playlist);
      cursor = answer.playlist.next;
      if (cursor === undefined) return { pages, ended: true };
      if (cursors.has(cursor)) break;
      cursors.add(cursor);
    }
    return { pages, ended: false };
  });
}
