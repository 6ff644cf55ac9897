import assert from 'node:assert/strict';
import type { Words } from '../../model/lyrics.js';
import type { Track } from '../../model/track.js';
import type { Source, SourceContext } from '../../sources/audio-source.js';
import type { Check } from '../conformance/check.js';
import { whileHanging } from './ending-checks.js';
import { ABORT_MS, type SourceExam } from './source-exam.js';

/** What may be attached to a message. */
const MOST_PICTURE_BYTES = 10 * 1024 * 1024;
const KINDS_OF_WORDS: readonly Words['kind'][] = ['plain', 'synced', 'instrumental'];
/** What pictures begin with that Discord shows. */
const PICTURES: Readonly<Record<string, RegExp>> = {
  'image/png': /^\x89PNG/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8/,
  'image/webp': /^RIFF.{4}WEBP/s,
};

/** What sources promise of what they may know besides: related tracks, words and pictures. */
export const EXTRA_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'relates-tracks',
    title: 'relates tracks of its own, as plain data, each once',
    whyNot: ({ source }) => (source.related ? undefined : 'it relates nothing'),
    run: async (exam) => {
      const related = (await exam.source.related?.(await exam.track(), waiting())) ?? [];
      assert.deepEqual(JSON.parse(JSON.stringify(related)), related, 'It is no plain data.');
      for (const { source, id, title, durationMs } of related) {
        assert.equal(source, exam.samples.tracksOf ?? exam.source.name, 'source');
        for (const text of [id, title]) assert.match(text, /\S/);
        assert.ok(durationMs === null || durationMs >= 0, `${durationMs} ms are no length.`);
      }
      assert.equal(new Set(related.map(({ id }) => id)).size, related.length, 'A track stands there twice.');
    },
  },
  {
    id: 'tells-words',
    title: 'tells the words of a track line by line, with times in milliseconds that do not go back, or undefined',
    whyNot: ({ source }) => (source.lyrics ? undefined : 'it knows no words'),
    run: async (exam) => {
      const words = await exam.source.lyrics?.(await exam.track(), waiting());
      if (words !== undefined) expectWords(words);
    },
  },
  {
    id: 'shows-pictures',
    title: 'shows a picture as what it is, no larger than Discord takes it, and none where there is none',
    whyNot: ({ source }) => (source.artwork ? undefined : 'it shows no pictures'),
    run: async (exam) => {
      const { source } = exam;
      const none = await source.artwork?.('none', waiting()).catch((error: unknown) => expectError(error));
      assert.equal(none, undefined, 'It shows what is not there.');
      const id = pictureOf(await exam.track(), source);
      const picture = id === undefined ? undefined : await source.artwork?.(id, waiting());
      if (!picture) return assert.equal(id, undefined, 'It does not have the picture that its track names.');
      const { bytes, contentType } = picture;
      assert.ok(bytes instanceof Uint8Array, 'The picture is no Uint8Array.');
      assert.ok(bytes.length <= MOST_PICTURE_BYTES, `${bytes.length} bytes are too many.`);
      const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
      assert.match(start, PICTURES[contentType] ?? /^$/, `It says ${contentType} of what is none.`);
    },
  },
  {
    id: 'extras-end',
    title: 'ends in time what is asked besides, for tracks, words and pictures, when nobody waits for it any more',
    whyNot: ({ source }) => {
      const knows = source.related ?? source.lyrics ?? source.artwork;
      return knows ? undefined : 'it knows nothing besides';
    },
    run: async (exam) => {
      const track = await exam.track();
      const picture = pictureOf(track, exam.source) ?? 'none';
      const questions: Readonly<Record<string, (source: Source, context: SourceContext) => Promise<unknown>>> = {
        related: async (source, context) => source.related?.(track, context),
        lyrics: async (source, context) => source.lyrics?.(track, context),
        artwork: async (source, context) => source.artwork?.(picture, context),
      };
      for (const [name, ask] of Object.entries(questions)) {
        const source = await exam.another();
        const { ended } = await whileHanging(exam, (signal) => ask(source, waiting(signal)));
        assert.ok(ended, `${name} goes on for ${ABORT_MS} ms after the signal.`);
      }
    },
  },
];

function waiting(signal = new AbortController().signal): SourceContext {
  return { signal, report: () => {} };
}

/** What the source calls its picture of a track, where it has one itself. */
function pictureOf({ artworkUrl = '' }: Track, { name }: Source): string | undefined {
  const own = `artwork:${name}/`;
  return artworkUrl.startsWith(own) ? artworkUrl.slice(own.length) : undefined;
}

function expectWords(words: Words): void {
  assert.ok(KINDS_OF_WORDS.includes(words.kind), `${words.kind} are no words.`);
  assert.deepEqual(JSON.parse(JSON.stringify(words)), words, 'They are no plain data.');
  if (words.kind === 'instrumental') return;
  assert.ok(words.lines.length > 0, 'Without a line it knows no words: that is undefined.');
  let beforeMs = 0;
  if (words.kind === 'plain') {
    for (const line of words.lines) expectLine(line);
    return;
  }
  for (const { atMs, text } of words.lines) {
    expectLine(text);
    assert.ok(Number.isSafeInteger(atMs), `${atMs} are no milliseconds.`);
    assert.ok(atMs >= beforeMs, `A line at ${atMs} ms comes after one at ${beforeMs} ms.`);
    beforeMs = atMs;
  }
}

function expectLine(line: unknown): void {
  assert.equal(typeof line, 'string');
  assert.doesNotMatch(String(line), /[\r\n]/, 'A line holds several.');
}

/** That it is not there may be said with an error, too. */
function expectError(error: unknown): undefined {
  assert.ok(error instanceof Error && 'retryable' in error && error.retryable === false, String(error));
  return undefined;
}
