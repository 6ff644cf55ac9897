import { isDeepStrictEqual } from 'node:util';
import type { Query } from '../../model/query.js';
import { tracksOf } from '../../model/resolution.js';
import { hasSound, type Source } from '../../sources/audio-source.js';
import type { MediaFault } from '../media/media-fault.js';
import { type Heard, soundsAlike } from './heard.js';
import { open, resolve, settlesWithin, type SourceExam } from './source-exam.js';

/** What is asked for in `Retry-After`, in seconds. */
export const RETRY_AFTER_SECONDS = 7;

/** One fault, and what it means for who meets it. */
interface TrialFault {
  readonly name: string;
  /** @param soundBytes how long the sound is, for a fault in its middle */
  faults(soundBytes: number): readonly MediaFault[];
  /** Whether it may be over a little later; `undefined` where a source may think either. */
  readonly passing?: boolean;
  /** It only means something where an answer is read as a whole. */
  readonly lookupOnly?: boolean;
}

const TRIAL_FAULTS: readonly TrialFault[] = [
  { name: '403', faults: () => [{ kind: 'status', status: 403 }] },
  {
    name: '429 with Retry-After',
    faults: () => [{ kind: 'status', status: 429, retryAfterSeconds: RETRY_AFTER_SECONDS }],
    passing: true,
  },
  { name: '503', faults: () => [{ kind: 'status', status: 503 }], passing: true },
  { name: 'a connection that is reset', faults: () => [{ kind: 'reset' }], passing: true },
  {
    name: 'an answer that breaks off',
    faults: (bytes) => [{ kind: 'truncate', afterBytes: Math.ceil(bytes / 3) }],
    passing: true,
  },
  {
    name: 'a web page without an end',
    faults: () => [
      { kind: 'other-content', type: 'text/html', body: '<!doctype html><p>Please sign in.</p>'.repeat(100) },
      { kind: 'endless' },
    ],
  },
  {
    name: 'broken JSON',
    faults: () => [{ kind: 'other-content', type: 'application/json', body: '{"items":[{"id":' }],
    lookupOnly: true,
  },
  { name: 'headers without measure', faults: () => [{ kind: 'big-headers', bytes: 100_000 }] },
];

/** What a source made of a fault. */
export type Outcome =
  | { readonly kind: 'answered'; readonly what: string }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The answer or the sound came in full, and right, all the same. */
  | { readonly kind: 'healed' }
  /** The sound ended too early, as if that were its end. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'late' };

/** One fault met by one operation. */
export interface Trial {
  /** `503 in a lookup`. */
  readonly name: string;
  readonly fault: Pick<TrialFault, 'passing' | 'name'>;
  readonly outcome: Outcome;
  /** What was still open afterwards, in words; `null` when nothing was. */
  readonly left: string | null;
}

/**
 * Every fault below a lookup and below an opening, each with a source that remembers nothing.
 * @throws when none of the faults was met: the samples' network is not the source's
 */
export function faultTrials(exam: SourceExam): Promise<readonly Trial[]> {
  return exam.once('trials', async () => {
    const trials: Trial[] = [];
    for (const fault of TRIAL_FAULTS) {
      const made = [await lookupUnder(fault, exam), fault.lookupOnly ? undefined : await openingUnder(fault, exam)];
      trials.push(...made.filter((trial) => trial !== undefined));
    }
    if (trials.length === 0) throw new Error('The source never asked the network of the samples.');
    return trials;
  });
}

async function lookupUnder(fault: TrialFault, exam: SourceExam): Promise<Trial | undefined> {
  const [query] = exam.samples.track;
  const expected = tracksOf(await exam.answer());
  // Short enough to break even the shortest answer.
  const faults = fault.faults(30);
  return attempt(`${fault.name} in a lookup`, fault, faults, exam, async (source, signal) => {
    const answer = await resolve(source, query, { signal });
    const isRight = isDeepStrictEqual(tracksOf(answer), expected);
    return isRight ? { kind: 'healed' } : { kind: 'answered', what: answer.kind };
  });
}

async function openingUnder(fault: TrialFault, exam: SourceExam): Promise<Trial | undefined> {
  if (!hasSound(exam.source)) return undefined;
  const whole = await exam.sound();
  const track = await exam.track();
  return attempt(
    `${fault.name} in an opening`,
    fault,
    fault.faults(whole.bytes.length),
    exam,
    async (source, signal) => {
      const { stream } = await open(source, track, { attemptSignal: signal });
      signal.addEventListener('abort', () => stream.readable.destroy(), { once: true });
      return judged(await exam.listen(stream), whole);
    },
  );
}

function judged(heard: Heard, whole: Heard): Outcome {
  if (soundsAlike(heard, whole)) return { kind: 'healed' };
  // What has no end has ended.
  if (!whole.ended) return { kind: 'cut' };
  const isBeginning = heard.bytes.length < whole.bytes.length && whole.bytes.indexOf(heard.bytes) === 0;
  return isBeginning ? { kind: 'cut' } : { kind: 'answered', what: 'sound that is not the track’s' };
}

/** `undefined` when the operation asked nothing of the network. */
async function attempt(
  name: string,
  fault: TrialFault,
  faults: readonly MediaFault[],
  exam: SourceExam,
  operation: (source: Source, signal: AbortSignal) => Promise<Outcome>,
): Promise<Trial | undefined> {
  const { network } = exam.samples;
  if (!network) return undefined;
  const source = await exam.another();
  const left = exam.leftovers();
  const asked = network.requests.length;
  const undo = faults.map((one) => network.failAlways('*', one));
  const limit = new AbortController();
  const work = operation(source, limit.signal).catch((error: unknown): Outcome => ({ kind: 'failed', error }));
  const inTime = await settlesWithin(exam.patienceMs, work);
  limit.abort(new Error('It took too long.'));
  for (const heal of undo) heal();
  if (network.requests.length === asked) return undefined;
  const outcome: Outcome = inTime ? await work : { kind: 'late' };
  const what = inTime ? await left.expectNone().then(() => null, messageOf) : null;
  return { name, fault, outcome, left: what };
}

/** The queries of the samples under which a whole answer is read. */
export function queriesReadWhole({ samples }: SourceExam): readonly Query[] {
  return [samples.track[0], samples.playlist?.query].filter((query) => query !== undefined);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
