import assert from 'node:assert/strict';
import { TonearmError } from '../../errors/tonearm-error.js';
import { hasSound } from '../../sources/audio-source.js';
import { tracksOf } from '../../model/resolution.js';
import type { Check } from '../conformance/check.js';
import { faultTrials, queriesReadWhole, RETRY_AFTER_SECONDS, type Trial } from './fault-trials.js';
import { soundsAlike } from './heard.js';
import { open, resolve, settlesWithin, type SourceExam } from './source-exam.js';

/** How long a slow network takes to answer: longer than any of the fast, and nothing that a listener would not wait for. */
const SLOW_MS = 300;
/** The longest answer that a source may read, in bytes. */
const MOST_READ_BYTES = 32 * 1024 * 1024;
const LOOK_EVERY_MS = 5;

const whyNot = ({ samples }: SourceExam) => (samples.network ? undefined : 'there is no network in the samples');

/** What sources promise when the network below them fails. */
export const FAULT_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'bears-a-slow-network',
    title: 'answers and sounds as ever when the network is slow',
    whyNot,
    run: async (exam) => {
      const [expected, whole] = [await exam.answer(), hasSound(exam.source) ? await exam.sound() : undefined];
      const source = await exam.another();
      const heal = exam.samples.network?.failAlways('*', { kind: 'slow-start', delayMs: SLOW_MS });
      try {
        const answer = await resolve(source, exam.samples.track[0]);
        assert.deepEqual(tracksOf(answer), tracksOf(expected), 'Its answer is another one.');
        if (whole)
          assert.ok(
            soundsAlike(await exam.listen((await open(source, await exam.track())).stream), whole),
            'It sounds otherwise.',
          );
      } finally {
        heal?.();
      }
    },
  },
  {
    id: 'takes-no-fault-for-an-answer',
    title: 'takes no fault for an answer: neither for nothing found nor for sound',
    remedy: 'webTransfer looks at the status of an answer, beginningWith at the first bytes of a file',
    whyNot,
    run: (exam) =>
      forTrials(exam, ({ outcome }) => {
        if (outcome.kind === 'answered') throw new Error(`It answered ${outcome.what}.`);
      }),
  },
  {
    id: 'fails-in-types',
    title: 'says every fault with an error of its kind, in words',
    remedy: 'webTransfer throws such errors; wrap others in a SourceUnavailableError, with the cause',
    whyNot,
    run: (exam) =>
      forTrials(exam, ({ outcome }) => {
        if (outcome.kind !== 'failed') return;
        const { error } = outcome;
        assert.ok(error instanceof TonearmError, `It failed with ${String(error)}, which is no TonearmError.`);
        assert.match(error.message, /\S/, 'It says nothing.');
      }),
  },
  {
    id: 'says-what-may-pass',
    title: 'says of what may pass that it may be tried again',
    remedy: 'throw a SourceUnavailableError for what may be over a little later',
    whyNot,
    run: (exam) =>
      forTrials(exam, ({ fault, outcome }) => {
        if (!fault.passing || outcome.kind !== 'failed' || !(outcome.error instanceof TonearmError)) return;
        assert.ok(outcome.error.retryable, `“${outcome.error.message}” is not retryable.`);
      }),
  },
  {
    id: 'passes-on-retry-after',
    title: 'passes on how long it was asked to wait, in milliseconds',
    remedy: 'webTransfer reads Retry-After; SourceUnavailableError takes retryAfterMs',
    whyNot,
    run: (exam) =>
      forTrials(exam, ({ fault, outcome }) => {
        if (!fault.name.startsWith('429') || outcome.kind !== 'failed' || !(outcome.error instanceof TonearmError))
          return;
        // Of what is not retryable another check tells.
        if (!outcome.error.retryable) return;
        const told = 'retryAfterMs' in outcome.error ? outcome.error.retryAfterMs : undefined;
        const askedMs = RETRY_AFTER_SECONDS * 1_000;
        assert.ok(told === askedMs, `It was asked to wait ${askedMs} ms, and its retryAfterMs is ${String(told)}.`);
      }),
  },
  {
    id: 'gives-up-in-time',
    title: 'gives up in time, and leaves it to its caller to try again later',
    remedy: 'try once and throw: the guards around a source try again; read answers by readWhole, which has a bound',
    whyNot,
    run: (exam) =>
      forTrials(exam, ({ outcome }) => assert.ok(outcome.kind !== 'late', `Not done after ${exam.patienceMs} ms.`)),
  },
  {
    id: 'faults-leave-nothing',
    title: 'leaves no request, file or child process behind when it fails',
    remedy: 'read an answer to its end or close it, also when it is refused',
    whyNot,
    run: (exam) =>
      forTrials(exam, ({ outcome, left }) => {
        if (outcome.kind === 'failed') assert.equal(left, null, left ?? '');
      }),
  },
  {
    id: 'tells-a-cut-from-an-end',
    title: 'never lets sound that broke off look as if it were over',
    remedy: 'resumedBytes goes on where a connection broke off, and throws when it cannot',
    whyNot,
    run: (exam) => forTrials(exam, ({ outcome }) => assert.ok(outcome.kind !== 'cut', 'It ended quietly, too early.')),
  },
  {
    id: 'reads-within-bounds',
    title: 'reads no answer without a bound',
    remedy: 'read answers by readWhole, which has a bound',
    whyNot,
    run: async (exam) => {
      for (const query of queriesReadWhole(exam)) {
        const source = await exam.another();
        const stop = new AbortController();
        const { network } = exam.samples;
        const heal = network?.failAlways('*', { kind: 'endless' });
        const before = network?.sentBytes ?? 0;
        const work = resolve(source, query, { signal: stop.signal }).catch(() => {});
        try {
          const limit = AbortSignal.timeout(exam.patienceMs);
          while (!limit.aborted && !(await settlesWithin(LOOK_EVERY_MS, work))) {
            const read = (network?.sentBytes ?? 0) - before;
            assert.ok(read < MOST_READ_BYTES, `It has read ${read} bytes of an answer, and goes on.`);
          }
        } finally {
          stop.abort(new Error('That is enough.'));
          heal?.();
        }
      }
    },
  },
];

async function forTrials(exam: SourceExam, examine: (trial: Trial) => void): Promise<void> {
  for (const trial of await faultTrials(exam)) {
    try {
      examine(trial);
    } catch (error) {
      throw new Error(`${trial.name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
