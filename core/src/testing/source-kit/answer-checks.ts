import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { TonearmError } from '../../errors/tonearm-error.js';
import { referenceKey } from '../../model/query.js';
import { type Resolution, tracksOf } from '../../model/resolution.js';
import { referenceOf } from '../../model/track.js';
import { hasSound, RESOLVE_STAGES, type ResolveStage } from '../../sources/audio-source.js';
import { parseQuery } from '../../sources/parse-query.js';
import type { Check } from '../conformance/check.js';
import { heardMs } from './heard.js';
import { firstTrackOf, resolve, type SourceExam } from './source-exam.js';

/** How far the length that is told may lie beside the one that is heard: encoders add a little, and tags are rounded. */
const LENGTH_TOLERANCE_MS = 1_500;
/** What Discord shows of autocomplete. */
const MOST_SUGGESTIONS = 25;
const LONGEST_SUGGESTION = 100;

/** What answers to lookups promise. */
export const ANSWER_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'survives-json',
    title: 'answers with plain data that survives JSON',
    remedy: 'leave out what is not known, and write times and links as numbers and texts',
    run: async (exam) => {
      const { missing, playlist } = exam.samples;
      const answers = [await exam.answer()];
      for (const query of [missing, playlist?.query]) {
        if (query) answers.push(...(await resolve(exam.source, query).then(asList, () => [])));
      }
      for (const answer of answers) expectPlain(answer);
    },
  },
  {
    id: 'describes-tracks',
    title: 'describes a track in full: who opens it, an id, a title, an author, where to look at it',
    run: async (exam) => {
      const track = await exam.track();
      const opener = exam.samples.tracksOf ?? exam.source.name;
      assert.ok(track.source === opener, `Its source is “${track.source}”; “${opener}” opens it.`);
      for (const field of ['id', 'title'] as const) assert.ok(/\S/.test(track[field] ?? ''), `It has no ${field}.`);
      for (const field of ['author', 'url'] as const) {
        assert.ok(typeof track[field] === 'string', `It has no ${field}: where there is none, it is ''.`);
      }
      const links = [track.url === '' ? undefined : track.url, track.artworkUrl].filter((link) => link !== undefined);
      for (const link of links)
        assert.ok(/^(?:https?:\/\/|artwork:)./.test(link), `“${link}” is no link that can be shown.`);
      assert.ok(!track.url.startsWith('artwork:'), 'Its url is that of a picture.');
    },
  },
  {
    id: 'knows-the-length',
    title: 'tells the length of a track in milliseconds, as it is',
    remedy: 'durationMs is in milliseconds; null is for live streams alone',
    run: async (exam) => {
      const { durationMs } = await exam.track();
      if (durationMs === null)
        return assert.ok(!(await hasAnEnd(exam)), 'It has an end, but no length: it is not live.');
      assert.ok(durationMs >= 1_000, `${durationMs} ms are no length of a track.`);
      const trueMs = exam.samples.durationMs ?? (await heardLength(exam));
      if (trueMs === undefined) return;
      const beside = Math.abs(durationMs - trueMs);
      assert.ok(beside <= LENGTH_TOLERANCE_MS, `It says ${durationMs} ms of a track of ${trueMs} ms.`);
    },
  },
  {
    id: 'finds-its-tracks-again',
    title: 'finds a track again by what it called it itself',
    whyNot: ({ samples }) => (samples.tracksOf === undefined ? undefined : 'another source opens its tracks'),
    run: async (exam) => {
      const { source } = exam;
      const track = await exam.track();
      const context = { signal: new AbortController().signal, report: () => {} };
      const again = await source.resolve(referenceOf(track), context);
      assert.equal(tracksOf(again)[0]?.id, track.id, `${referenceKey(referenceOf(track))} leads to ${again.kind}.`);
    },
  },
  {
    id: 'says-when-there-is-nothing',
    title: 'says empty, or for good why not, when there is nothing',
    remedy: "answer { kind: 'empty' }",
    whyNot: ({ samples }) => (samples.missing ? undefined : 'there is no query for nothing in the samples'),
    run: async ({ source, samples: { missing } }) => {
      if (!missing) return;
      const outcome = await resolve(source, missing).catch((error: unknown) => error);
      if (outcome instanceof Error) return expectForGood(outcome);
      const answer = outcome as Resolution; // What did not fail has answered.
      assert.ok(answer.kind !== 'track' && tracksOf(answer).length === 0, `It found a ${answer.kind}.`);
    },
  },
  {
    id: 'refuses-for-good',
    title: 'says for good why it does not play what is private, protected or not for this country',
    remedy: 'throw a TrackUnavailableError',
    whyNot: ({ samples }) => (samples.unplayable ? undefined : 'there is nothing unplayable in the samples'),
    run: async (exam) => {
      const { source, samples } = exam;
      if (!samples.unplayable) return;
      const query = samples.unplayable;
      const outcome = await resolve(source, query).catch((error: unknown) => error);
      if (outcome instanceof Error) return expectForGood(outcome);
      const track = firstTrackOf(outcome as Resolution, query); // As above.
      if (!hasSound(source)) return;
      const { signal } = new AbortController();
      const opening = source.open(track, { positionMs: 0, attemptSignal: signal, streamSignal: signal });
      const refusal = await opening.then(
        ({ readable }) => readable.destroy(),
        (error: unknown) => error,
      );
      assert.ok(refusal instanceof Error, 'It opened what cannot be played.');
      expectForGood(refusal);
    },
  },
  {
    id: 'live-has-no-length',
    title: 'gives a live stream no length',
    whyNot: ({ samples }) => (samples.live ? undefined : 'there is no live stream in the samples'),
    run: async ({ source, samples: { live } }) => {
      const lengthMs = live && firstTrackOf(await resolve(source, live), live).durationMs;
      if (live) assert.ok(lengthMs === null, `Its durationMs is ${lengthMs}, not null.`);
    },
  },
  {
    id: 'reports-in-order',
    title: 'reports stages that progress knows, in their order, done from 0 to 1',
    run: async ({ source, samples }) => {
      const stages: ResolveStage[] = [];
      const report = (stage: ResolveStage, fraction?: number) => {
        stages.push(stage);
        const isShare = fraction === undefined || (fraction >= 0 && fraction <= 1);
        assert.ok(isShare, `${stage} is ${fraction} done; a share lies between 0 and 1.`);
      };
      await resolve(source, samples.track[0], { report });
      const places = stages.map((stage) => RESOLVE_STAGES.indexOf(stage));
      assert.ok(!places.includes(-1), `Unknown among: ${stages.join(', ')}`);
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
        `Out of order: ${stages.join(', ')}`,
      );
    },
  },
  {
    id: 'answers-words',
    title: 'answers words with a list of tracks that may be chosen from',
    whyNot: ({ samples }) => (samples.search ? undefined : 'there are no words to search for in the samples'),
    run: async ({ source, samples }) => {
      if (!samples.search) return;
      const answer = await resolve(source, samples.search);
      assert.ok(answer.kind === 'search', `It answers words with ${answer.kind}, not with search.`);
      const tracks = tracksOf(answer);
      assert.ok(tracks.length > 0, 'It found nothing.');
      assert.equal(new Set(tracks.map(({ id }) => id)).size, tracks.length, 'A track stands there twice.');
    },
  },
  {
    id: 'finds-by-isrc',
    title: 'finds a recording by its ISRC',
    whyNot: ({ source, samples }) => {
      if (!hasSound(source) || !source.isrcSearch) return 'it cannot be searched by ISRC';
      return samples.recording ? undefined : 'there is no recording with an ISRC in the samples';
    },
    run: async ({ source, samples: { recording } }) => {
      const reference = recording && hasSound(source) ? source.isrcSearch?.(recording.isrc) : undefined;
      if (!recording || !reference) return;
      assert.equal(reference.source, source.name, 'A reference names the source that answers it.');
      const context = { signal: new AbortController().signal, report: () => {} };
      const ids = tracksOf(await source.resolve(reference, context)).map(({ id }) => id);
      assert.ok(
        ids.includes(recording.id),
        `By ${recording.isrc} it finds ${ids.join(', ') || 'nothing'}, not ${recording.id}.`,
      );
    },
  },
  {
    id: 'completes-words',
    title: 'completes words with lines that fit into Discord, and that it takes as queries',
    whyNot: ({ source, samples }) => {
      if (!source.suggest) return 'it completes nothing';
      return samples.prefix === undefined ? 'there is nothing to complete in the samples' : undefined;
    },
    run: async ({ source, samples: { prefix = '' } }) => {
      const lines = await source.suggest?.(prefix, { signal: new AbortController().signal, report: () => {} });
      assert.ok(lines && lines.length > 0, 'It has nothing to say.');
      assert.ok(lines.length <= MOST_SUGGESTIONS, `${lines.length} lines are too many.`);
      for (const { label, query } of lines) {
        for (const text of [label, query]) {
          assert.ok(text !== '' && text.length <= LONGEST_SUGGESTION, `Empty or too long: ${text}`);
        }
        assert.ok(source.identify(parseQuery(query, [source.name])), `It does not take what it suggests: ${query}`);
      }
    },
  },
];

/** As the sound is, where it can be measured; a source that has none, or fails at it, is examined elsewhere. */
async function heardLength(exam: SourceExam): Promise<number | undefined> {
  if (!hasSound(exam.source) || exam.samples.tracksOf !== undefined) return undefined;
  return exam.sound().then(heardMs, () => undefined);
}

/** Whether the sound ends; where there is none here, nobody knows. */
async function hasAnEnd(exam: SourceExam): Promise<boolean> {
  if (!hasSound(exam.source) || exam.samples.tracksOf !== undefined) return false;
  return exam.sound().then(
    ({ ended }) => ended,
    () => false,
  );
}

/** Says where something is that JSON cannot hold. */
function expectPlain(value: unknown, place = 'answer'): void {
  const isList = Array.isArray(value);
  const isPlain = isList || Object.getPrototypeOf(Object(value)) === Object.prototype;
  if (typeof value === 'object' && value !== null && isPlain) {
    for (const [key, item] of Object.entries(value)) expectPlain(item, isList ? `${place}[${key}]` : `${place}.${key}`);
    return;
  }
  const survives = value !== undefined && isDeepStrictEqual(JSON.parse(JSON.stringify(value) ?? 'null'), value);
  const kind = typeof value === 'object' && value !== null ? value.constructor?.name : String(value);
  assert.ok(survives, `${place} is ${kind}, which JSON cannot hold.`);
}

function expectForGood(error: Error): void {
  assert.ok(error instanceof TonearmError, `It is said with ${error.name}, which nobody knows: ${error.message}`);
  assert.equal(error.retryable, false, `“${error.message}” sounds final, but says that trying again may help.`);
}

function asList(answer: Resolution): readonly Resolution[] {
  return [answer];
}
