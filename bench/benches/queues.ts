import { getHeapStatistics } from 'node:v8';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { type QUEUES, roundMs } from '../rivals/queues.js';
import { median } from '../statistics.js';

const WORKERS = 3;
const TENANTS = 1_000;
/** Fewer tasks than this are submitted again and again, so that there is something to measure. */
const LEAST_TASKS = 20_000;
/** What a million waiting tasks may take, in bytes. */
const HEAP_FOR_A_MILLION = 3e9;

type Kind = keyof typeof QUEUES;
interface Contest {
  readonly label: string;
  readonly tenants: number;
  readonly signals: boolean;
  /** Who stands in our place. */
  readonly mine?: Kind;
  readonly against: Kind;
  readonly atLeast?: number;
}

const CONTESTS: readonly Contest[] = [
  { label: 'beside fastq, which knows no priorities', tenants: 1, signals: false, against: 'fastq' },
  { label: 'beside async.priorityQueue', tenants: 1, signals: false, against: 'async.priorityQueue' },
  { label: 'beside p-queue', tenants: 1, signals: false, against: 'p-queue', atLeast: 5 },
  // What the least that can be called a queue reaches: nothing that does more can be above it.
  { label: 'of the bare bucket queue, beside p-queue', tenants: 1, signals: false, mine: 'bare', against: 'p-queue' },
  { label: 'with an AbortSignal each, beside p-queue', tenants: 1, signals: true, against: 'p-queue', atLeast: 5 },
  {
    label: 'with an AbortSignal each, beside the bare bucket queue without',
    tenants: 1,
    signals: true,
    against: 'bare',
  },
  { label: `of ${TENANTS} guilds, beside p-queue`, tenants: TENANTS, signals: false, against: 'p-queue' },
  {
    label: `of ${TENANTS} guilds, with an AbortSignal each, beside p-queue`,
    tenants: TENANTS,
    signals: true,
    against: 'p-queue',
  },
];

/** The scheduler beside the queues people use, and whether a long backlog makes it slow. */
export const queues: Bench = {
  name: 'queues',
  title: 'The scheduler beside other queues',
  means:
    'Tasks of four priorities that do nothing, 3 workers, all submitted at once. Then the same with ever more of them.',
  rival: 'the other',
  run,
};

async function run({ quick, say }: BenchContext): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const contest of CONTESTS) figures.push(await contend(contest, quick));
  const sizes = quick ? [1_000, 10_000, 100_000] : [1_000, 10_000, 100_000, 1_000_000];
  const costs: { readonly mine: number; readonly bare: number }[] = [];
  for (const size of sizes) {
    const label = `cost of one task with ${size.toLocaleString('en')} waiting, beside the bare bucket queue`;
    if (size === 1_000_000 && getHeapStatistics().heap_size_limit < HEAP_FOR_A_MILLION) {
      figures.push({ kind: 'skipped', label, reason: 'give node --max-old-space-size=4096' });
      continue;
    }
    say(label);
    const cost = await costOf(size);
    costs.push(cost);
    figures.push(measured({ label, unit: 'µs', value: cost.mine, rival: cost.bare }));
  }
  const [least, most] = [costs[0], costs.at(-1)];
  if (least && most) {
    figures.push(
      measured({
        label: 'cost with the most waiting, in times of that with the fewest',
        unit: 'times',
        value: most.mine / least.mine,
        rival: most.bare / least.bare,
        // The heap makes every task dearer that waits long, four arrays' too: flat is what grows no faster than they do.
        aim: { of: 'ratio', atMost: 1.5 },
      }),
    );
  }
  return figures;
}

async function contend(
  { label, tenants, signals, mine: who = 'tonearm', against, atLeast }: Contest,
  quick: boolean,
): Promise<Figure> {
  const tasks = quick ? 20_000 : 100_000;
  const how = { workers: WORKERS, tenants, signals };
  const { mine, theirs } = await inTurn(tasks, 3, how, who, against);
  return measured({
    label: `${tasks} tasks ${label}`,
    unit: 'tasks/s',
    value: (tasks / mine) * 1_000,
    rival: (tasks / theirs) * 1_000,
    ...(atLeast !== undefined && { aim: { of: 'ratio', atLeast } as const }),
  });
}

/** In microseconds. */
async function costOf(size: number) {
  const rounds = Math.max(3, Math.ceil(LEAST_TASKS / size));
  const how = { workers: WORKERS, tenants: 1, signals: false };
  const { mine, theirs } = await inTurn(size, rounds, how, 'tonearm', 'bare');
  return { mine: (mine / size) * 1_000, bare: (theirs / size) * 1_000 };
}

/** Rounds of both, one after the other, and the median of each. The first one only warms the compiler up. */
async function inTurn(tasks: number, rounds: number, how: Parameters<typeof roundMs>[2], who: Kind, against: Kind) {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const times = [await roundMs(who, tasks, how), await roundMs(against, tasks, how)] as const;
    if (round === 0) continue;
    mine.push(times[0]);
    theirs.push(times[1]);
  }
  return { mine: median(mine), theirs: median(theirs) };
}
