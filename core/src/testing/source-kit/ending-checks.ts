import assert from 'node:assert/strict';
import { once } from 'node:events';
import { SystemClock } from '../../runtime/clock.js';
import type { Check } from '../conformance/check.js';
import type { MediaFault } from '../media/media-fault.js';
import { ABORT_MS, open, resolve, settlesWithin, type SourceExam } from './source-exam.js';
import { withoutSound } from './sound-checks.js';

/** So slow that a track is still on its way when it is given up. */
const SLOW: MediaFault = { kind: 'slow', bytesPerSecond: 100_000 };
/** How long to wait for a request to arrive before the work is stopped all the same. */
const ARRIVAL_MS = 250;

/** What sources promise when nobody waits any more. */
export const ENDING_CHECKS: readonly Check<SourceExam>[] = [
  {
    id: 'lookup-ends',
    title: 'ends a lookup that nobody waits for any more, in time, also one that hangs',
    remedy: 'pass context.signal on to whatever waits',
    run: async (exam) => {
      const { source, samples } = exam;
      const early = resolve(source, samples.track[0], { signal: AbortSignal.abort(NOBODY) });
      assert.ok(await settlesWithin(ABORT_MS, early), 'It goes on after a signal that had fired before.');
      assert.ok((await hungLookup(exam)).ended, `It goes on for ${ABORT_MS} ms after the signal.`);
    },
  },
  {
    id: 'lookup-leaves-nothing',
    title: 'leaves no request, socket, file or child process of a lookup that was stopped',
    remedy: 'pass context.signal on to whatever waits',
    run: async (exam) => {
      const left = exam.leftovers();
      // What does not even end is told by another check.
      if ((await hungLookup(exam)).ended) await left.expectNone();
    },
  },
  {
    id: 'opening-ends',
    title: 'ends an opening that nobody waits for any more, in time, also one that hangs',
    remedy: 'openReadable ends all of it with attemptSignal or streamSignal',
    whyNot: withoutSound,
    run: async (exam) => assert.ok((await hungOpening(exam)).ended, `It goes on for ${ABORT_MS} ms after the signal.`),
  },
  {
    id: 'opening-leaves-nothing',
    title: 'leaves no request, socket, file or child process of an opening that was stopped',
    remedy: 'openReadable ends all of it with attemptSignal or streamSignal',
    whyNot: withoutSound,
    run: async (exam) => {
      await exam.track();
      const left = exam.leftovers();
      if ((await hungOpening(exam)).ended) await left.expectNone();
    },
  },
  {
    id: 'stream-ends',
    title: 'closes a stream in time when its signal says that it is no longer wanted',
    remedy: 'openReadable ends all of it with attemptSignal or streamSignal',
    whyNot: withoutSound,
    run: async (exam) => {
      const { stream, abort } = await begunStream(exam);
      const closed = closing(stream.readable);
      abort();
      const isClosed = await settlesWithin(ABORT_MS, closed);
      stream.readable.destroy();
      assert.ok(isClosed, `It is open ${ABORT_MS} ms after the signal.`);
    },
  },
  {
    id: 'stream-leaves-nothing',
    title: 'leaves no request, socket, file or child process of a stream that was destroyed',
    remedy: 'openReadable ends all of it when the stream is destroyed',
    whyNot: withoutSound,
    run: async (exam) => {
      await exam.track();
      const left = exam.leftovers();
      const { stream } = await begunStream(exam);
      stream.readable.destroy();
      await left.expectNone();
    },
  },
];

const NOBODY = new Error('Nobody waits for it any more.');

/** What came of work that was stopped. */
export interface Stopped {
  /** Whether it ended in time after the signal. */
  readonly ended: boolean;
}

async function hungLookup(exam: SourceExam): Promise<Stopped> {
  const { samples } = exam;
  const source = await exam.another();
  return whileHanging(exam, (signal) => resolve(source, samples.track[0], { signal }));
}

async function hungOpening(exam: SourceExam): Promise<Stopped> {
  const track = await exam.track();
  const source = await exam.another();
  return whileHanging(exam, async (attemptSignal) => {
    const { stream } = await open(source, track, { attemptSignal });
    // It has not noticed that it hangs; then its reader will give it up.
    attemptSignal.addEventListener('abort', () => stream.readable.destroy(), { once: true });
    if (attemptSignal.aborted) stream.readable.destroy();
    await closing(stream.readable);
  });
}

/** Begins the work, waits until it hangs in the network where there is one, and stops it. */
export async function whileHanging(
  { samples }: SourceExam,
  work: (signal: AbortSignal) => Promise<unknown>,
): Promise<Stopped> {
  const { network } = samples;
  const stop = new AbortController();
  const heal = network?.failAlways('*', { kind: 'hang' });
  try {
    const asked = network?.requests.length ?? 0;
    const done = work(stop.signal);
    done.catch(() => {}); // How it ends is of no interest.
    const clock = new SystemClock();
    const until = clock.monotonic() + ARRIVAL_MS;
    while (network && network.requests.length === asked && clock.monotonic() < until) await clock.sleep(2);
    stop.abort(NOBODY);
    return { ended: await settlesWithin(ABORT_MS, done) };
  } finally {
    heal?.();
  }
}

/** A stream in the middle of its sound. */
async function begunStream(exam: SourceExam) {
  const track = await exam.track();
  const heal = exam.samples.network?.failAlways('*', SLOW);
  try {
    const opened = await open(exam.source, track);
    await once(opened.stream.readable, 'readable');
    return opened;
  } finally {
    heal?.();
  }
}

async function closing(readable: NodeJS.EventEmitter & { readonly closed: boolean }): Promise<void> {
  if (!readable.closed) await new Promise((done) => readable.once('close', done));
}
