import assert from 'node:assert/strict';
import type { Playlist } from '../../model/resolution.js';
import type { Check } from '../conformance/check.js';
import { resolve, type SourceExam } from './source-exam.js';

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
];

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
