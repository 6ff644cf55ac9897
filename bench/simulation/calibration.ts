import { PriorityScheduler, silentLogger, type Task, type TaskProgress, type Unsubscribe } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { BenchFailure } from '../bench-failure.js';
import { correlation, median } from '../statistics.js';
import { type DrawnLookup, drawLookups, type LookupWork } from './drawn-lookup.js';

/** Turns a task into the progress that a listener sees. */
export type Watch = (
  task: Task<unknown>,
  listener: (progress: TaskProgress) => void,
  at: { readonly clock: FakeClock; readonly work: string },
) => Unsubscribe;

export interface CalibrationOptions {
  /** The same seed gives the same lookups. */
  readonly seed: number;
  readonly lookups: number;
  /** So many of them come first and are only learned from. */
  readonly learning: number;
  readonly watch: Watch;
}

/** What a listener saw when so much of the lookup's time was over, and what was true. */
interface Look {
  readonly work: LookupWork;
  /** 0 to 1, of the time. */
  readonly elapsed: number;
  /** 0 to 1, as it was shown. */
  readonly shown: number;
  /** How far the promised end is from the true one, in milliseconds; `null` where no time left was shown. */
  readonly errorMs: number | null;
  /** How far off the promise itself said that it may be. */
  readonly statedMs: number | undefined;
  readonly totalMs: number;
}

/** Everything that was seen. */
export interface Calibration {
  readonly looks: readonly Look[];
}

/** How good the time left is once this share (0 to 1) of a lookup is over. */
export interface TimeLeft {
  /** The part of the lookups that showed one. */
  readonly told: number;
  readonly medianErrorMs: number;
  /** In parts of the whole lookup. */
  readonly medianErrorShare: number;
  /** The part of those with a stated error that kept to it. */
  readonly withinStated: number;
}

const SHARES = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
const REST_MS = 120_000;

/** Runs lookups on a scheduler, one after the other, and looks at what is shown of each twenty times on its way. */
export async function calibrate({ seed, lookups, learning, watch }: CalibrationOptions): Promise<Calibration> {
  const clock = new FakeClock();
  const scheduler = new PriorityScheduler({ clock, logger: silentLogger });
  const looks: Look[] = [];
  for (const [index, lookup] of drawLookups(seed, lookups).entries()) {
    const seen = await follow(lookup, { clock, scheduler, watch });
    if (index >= learning) looks.push(...seen);
  }
  await scheduler.close();
  return { looks };
}

async function follow(
  lookup: DrawnLookup,
  { clock, scheduler, watch }: { clock: FakeClock; scheduler: PriorityScheduler; watch: Watch },
): Promise<readonly Look[]> {
  const { work, totalMs } = lookup;
  const run = (context: Parameters<DrawnLookup['run']>[0]) => lookup.run(context, clock);
  const startedMs = clock.monotonic();
  const task = scheduler.submit({ name: work, priority: 'normal', tenant: 'guild', run });
  let last: { readonly progress: TaskProgress; readonly atMs: number } | undefined;
  const stop = watch(
    task,
    (progress) => {
      last = { progress, atMs: clock.monotonic() };
    },
    { clock, work },
  );
  const looks: Look[] = [];
  for (const elapsed of SHARES) {
    await clock.advance(startedMs + elapsed * totalMs - clock.monotonic());
    if (last === undefined) continue;
    const { progress, atMs } = last;
    const { percent, etaMs, etaErrorMs: statedMs } = progress;
    const errorMs = etaMs === null ? null : Math.abs(atMs + etaMs - (startedMs + totalMs));
    looks.push({ work, elapsed, shown: percent / 100, errorMs, statedMs, totalMs });
  }
  await clock.advance(REST_MS);
  await task.result;
  stop();
  return looks;
}

/** Whether more is shown where more is done: 1 when exactly so, 0 when what is shown says nothing. */
export function shareCorrelation({ looks }: Calibration, work: LookupWork): number {
  const own = looks.filter((look) => look.work === work);
  return correlation(
    own.map(({ elapsed }) => elapsed),
    own.map(({ shown }) => shown),
  );
}

/** How far the shown share is from the true one in half of the looks, in percentage points. */
export function shareErrorPoints({ looks }: Calibration, work: LookupWork): number {
  const own = looks.filter((look) => look.work === work);
  return 100 * median(own.map(({ elapsed, shown }) => Math.abs(elapsed - shown)));
}

/** The quality of the time left at one share of the way. */
export function timeLeftAt({ looks }: Calibration, share: number): TimeLeft {
  const here = looks.filter(({ elapsed }) => Math.abs(elapsed - share) < 1e-9);
  const told = here.flatMap((look) => (look.errorMs === null ? [] : [{ ...look, errorMs: look.errorMs }]));
  const stated = told.flatMap(({ statedMs, errorMs }) => (statedMs === undefined ? [] : [{ statedMs, errorMs }]));
  return {
    told: told.length / here.length,
    medianErrorMs: median(told.map(({ errorMs }) => errorMs)),
    medianErrorShare: median(told.map(({ errorMs, totalMs }) => errorMs / totalMs)),
    withinStated: stated.filter(({ statedMs, errorMs }) => errorMs <= statedMs).length / stated.length,
  };
}

/** @throws BenchFailure when what is shown has nothing to do with what is done: then the estimate is wired out */
export function expectCalibrated(calibration: Calibration): void {
  for (const work of ['search', 'playlist'] as const) {
    const correlated = shareCorrelation(calibration, work);
    if (correlated >= 0.75) continue;
    const words = `of a ${work} correlate by ${correlated.toFixed(2)} only`;
    throw new BenchFailure(`The shown and the elapsed share ${words}. The estimate is wired out.`);
  }
  const { told, withinStated } = timeLeftAt(calibration, 0.5);
  if (told < 0.5) {
    throw new BenchFailure(
      `Half-way ${Math.round(100 * told)} % of the lookups showed a time left. Nothing is learned.`,
    );
  }
  if (!(withinStated >= 0.65)) {
    throw new BenchFailure(`${Math.round(100 * withinStated)} % ended within the stated error; four of five should.`);
  }
}
