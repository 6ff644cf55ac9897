import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { BenchFailure } from '../bench-failure.js';
import { FreshOnlyCache } from '../simulation/ablation.js';
import { waitMs } from '../simulation/effect-check.js';
import { listeningTrace } from '../simulation/listening-trace.js';
import { playTrace } from '../simulation/play-trace.js';
import {
  askThroughBrownout,
  hurryPastHanging,
  type Outcome,
  searchAroundOutage,
  waitBehindUrgent,
} from '../simulation/single-mechanisms.js';
import { median, percentile } from '../statistics.js';

/** Long enough for answers to grow stale. */
const WEEK_MS = 7 * 86_400_000;
const WINDOW_MS = 10_000;
/** A hundred requests, five retries saved up and three for the time; and each call earns a fifth of another. */
const MOST_CALLS = Math.ceil((100 + 5 + 3) / (1 - 0.2));

/** The mechanisms that a day without trouble does not show, each on a load that it is there for. */
export const mechanisms: Bench = {
  name: 'mechanisms',
  title: 'Each remaining mechanism, and what there is without it',
  means:
    'The whole of Tonearm in virtual time, and the same with one thing switched off: stale answers, second attempts, sources ' +
    'that stand in, ageing, the budget of retries. What pool, cache, priorities and joined work are worth is in `effect`, turns ' +
    'between guilds in `fairness`, renewals in `cache-warming`. Medians of several rounds.',
  rival: 'without',
  isVirtual: true,
  run,
};

async function run({ quick, say }: BenchContext): Promise<readonly Figure[]> {
  const seeds = Array.from({ length: quick ? 3 : 7 }, (_, index) => index + 1);
  say('stale answers: a week of requests, twice');
  const figures = [...(await staleAnswers(quick ? 2_000 : 6_000))];
  say('second attempts, sources that stand in, ageing, and the budget of retries');
  return [
    ...figures,
    ...(await secondAttempts(seeds)),
    ...(await standIns()),
    ...(await ageing()),
    ...(await retryBudget()),
  ];
}

async function staleAnswers(requests: number): Promise<readonly Figure[]> {
  const trace = listeningTrace({ seed: 1, requests, tracks: 500, durationMs: WEEK_MS, extractionMs: 2_000 });
  const shipped = await playTrace(trace, { warmPerMinute: 0 });
  const without = await playTrace(trace, { warmPerMinute: 0, cache: (clock) => new FreshOnlyCache(clock) });
  const at = (share: number) => ({
    value: waitMs(shipped, 'infoMs', share),
    rival: waitMs(without, 'infoMs', share),
  });
  return [
    worth({ label: 'stale answers, renewed behind: found, p75', unit: 'ms', ...at(0.75) }),
    measured({ label: 'stale answers, renewed behind: found, p95', unit: 'ms', ...at(0.95) }),
    measured({
      label: 'stale answers, renewed behind: lookups at the source',
      unit: 'requests',
      value: shipped.lookups,
      rival: without.lookups,
    }),
  ];
}

async function secondAttempts(seeds: readonly number[]): Promise<readonly Figure[]> {
  const both = await rounds(seeds, hurryPastHanging);
  const at = (share: number) => medians(both, (outcome) => percentile(waitsOf(outcome), share));
  return [
    measured({ label: 'second attempts (`hedge`): urgent, found, p50', unit: 'ms', ...at(0.5) }),
    worth({ label: 'second attempts (`hedge`): urgent, found, p99', unit: 'ms', ...at(0.99) }),
    measured({
      label: 'second attempts (`hedge`): lookups at the source',
      unit: 'calls',
      ...medians(both, ({ callsAtMs }) => callsAtMs.length),
    }),
  ];
}

async function standIns(): Promise<readonly Figure[]> {
  const both = [await pair(searchAroundOutage)];
  const unanswered = ({ granted }: Outcome) => granted.filter(({ waitMs: ms }) => ms === null).length;
  return [
    worth({
      label: 'sources that stand in: searches without an answer, the first one being dead for two minutes',
      unit: 'requests',
      ...medians(both, unanswered),
    }),
    measured({
      label: 'sources that stand in: the longest wait of those answered',
      unit: 'ms',
      ...medians(both, (outcome) => Math.max(...waitsOf(outcome))),
    }),
  ];
}

async function ageing(): Promise<readonly Figure[]> {
  const both = [await pair(waitBehindUrgent)];
  const patient = ({ granted }: Outcome) =>
    granted.find(({ wish }) => wish.guildId === 'patient')?.waitMs ?? Number.NaN;
  return [
    worth({ label: 'ageing: wait of one at low priority behind urgent ones', unit: 'ms', ...medians(both, patient) }),
  ];
}

async function retryBudget(): Promise<readonly Figure[]> {
  const both = [await pair(askThroughBrownout)];
  const answered = ({ granted }: Outcome) => granted.filter(({ waitMs: ms }) => ms !== null).length;
  return [
    worth({
      label: 'budget of retries: calls in the busiest ten seconds, for a hundred requests of which 45 % fail',
      unit: 'calls',
      ...medians(both, busiest),
      aim: { of: 'value', atMost: MOST_CALLS },
    }),
    measured({ label: 'budget of retries: answered of 700', unit: 'requests', ...medians(both, answered) }),
  ];
}

/** With the mechanism, and without it. */
type Pair = readonly [shipped: Outcome, without: Outcome];

async function pair(play: (on: boolean) => Promise<Outcome>): Promise<Pair> {
  return [await play(true), await play(false)];
}

async function rounds(
  seeds: readonly number[],
  play: (seed: number, on: boolean) => Promise<Outcome>,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const seed of seeds) pairs.push(await pair((on) => play(seed, on)));
  return pairs;
}

function medians(pairs: readonly Pair[], of: (outcome: Outcome) => number) {
  return { value: median(pairs.map(([on]) => of(on))), rival: median(pairs.map(([, off]) => of(off))) };
}

/** @throws BenchFailure when the mechanism changes nothing: then it is wired out, or its switch is */
function worth(measurement: Parameters<typeof measured>[0] & { readonly rival: number }): Figure {
  const { label, value, rival } = measurement;
  if (value < 0.9 * rival) return measured(measurement);
  throw new BenchFailure(`${label}: ${value} with it and ${rival} without it. It is wired out.`);
}

function waitsOf({ granted }: Outcome): readonly number[] {
  return granted.flatMap(({ waitMs: ms }) => ms ?? []);
}

/** The most calls that began within ten seconds. */
function busiest({ callsAtMs }: Outcome): number {
  return Math.max(
    ...callsAtMs.map((fromMs, first) => {
      const after = callsAtMs.findIndex((atMs) => atMs >= fromMs + WINDOW_MS);
      return (after === -1 ? callsAtMs.length : after) - first;
    }),
  );
}
