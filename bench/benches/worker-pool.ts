import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { expectElastic, type Phase, rideWave, type Wave, type WaveOptions } from '../simulation/load-wave.js';
import { median, percentile } from '../statistics.js';

const MINUTE_MS = 60_000;
const WORKERS = 3;
const MAX_WORKERS = 6;
const LOOKUP_MS = 2_000;
/** How often the table tells how many workers there are, in milliseconds. */
const LINE_MS = 30_000;

/** Quiet, a wave that three workers cannot carry, and long enough a quiet for the pool to notice. */
const PHASES: readonly Phase[] = [
  { forMs: MINUTE_MS, perSecond: 0.2 },
  { forMs: 2 * MINUTE_MS, perSecond: 2 },
  { forMs: 3 * MINUTE_MS, perSecond: 0.2 },
];

/** Whether the pool grows with the load and shrinks after it. */
export const workerPool: Bench = {
  name: 'worker-pool',
  title: 'A wave of requests, and the workers it meets',
  means:
    `A request in five seconds, then two a second, then as before; a lookup takes a lognormal time around ${LOOKUP_MS / 1_000} s. ` +
    `By Little’s law 0.5 and 4.5 workers are busy on average; ${WORKERS} to ${MAX_WORKERS} are allowed. The whole of Tonearm, in ` +
    'virtual time; medians of several waves.',
  rival: `always ${WORKERS}`,
  isVirtual: true,
  run,
};

async function run({ quick, say }: BenchContext): Promise<readonly Figure[]> {
  const rounds = quick ? 3 : 7;
  say(`${rounds} waves of six minutes, with a pool that moves and one that does not`);
  const elastic: Wave[] = [];
  const fixed: Wave[] = [];
  for (let seed = 1; seed <= rounds; seed++) {
    const options: WaveOptions = {
      seed,
      phases: PHASES,
      lookupMs: LOOKUP_MS,
      workers: WORKERS,
      maxWorkers: MAX_WORKERS,
    };
    const wave = await rideWave(options);
    expectElastic(wave, options);
    elastic.push(wave);
    fixed.push(await rideWave({ ...options, maxWorkers: WORKERS }));
  }
  const both = (of: (wave: Wave) => number) => ({ value: median(elastic.map(of)), rival: median(fixed.map(of)) });
  const answered = (share: number) => both(({ answeredMs }) => percentile(answeredMs, share));
  return [
    ...timeline(elastic, fixed),
    measured({ label: 'most workers', unit: 'workers', ...both(mostWorkers) }),
    measured({ label: 'how often their number changed', unit: 'times', ...both(changes) }),
    measured({ label: 'most requests waiting', unit: 'requests', ...both(mostWaiting) }),
    measured({ label: 'answered, p50', unit: 'ms', ...answered(0.5) }),
    measured({ label: 'answered, p95', unit: 'ms', ...answered(0.95), aim: { of: 'ratio', atMost: 0.5 } }),
  ];
}

function timeline(elastic: readonly Wave[], fixed: readonly Wave[]): readonly Figure[] {
  const untilMs = PHASES.reduce((total, { forMs }) => total + forMs, 0);
  const moments = Array.from({ length: untilMs / LINE_MS }, (_, index) => (index + 1) * LINE_MS);
  return moments.map((atMs) => {
    const at = ({ samples }: Wave) => samples.find((sample) => sample.atMs === atMs)?.workers ?? Number.NaN;
    return measured({
      label: `workers after ${clockOf(atMs)}, ${rateAt(atMs)} requests a second`,
      unit: 'workers',
      value: median(elastic.map(at)),
      rival: median(fixed.map(at)),
    });
  });
}

function mostWorkers({ samples }: Wave): number {
  return Math.max(...samples.map(({ workers }) => workers));
}

function mostWaiting({ samples }: Wave): number {
  return Math.max(...samples.map(({ waiting }) => waiting));
}

function changes({ samples }: Wave): number {
  return samples.filter(({ workers }, index) => workers !== (samples[index - 1]?.workers ?? workers)).length;
}

/** How many requests come a second in the phase that ends at this moment, or contains it. */
function rateAt(atMs: number): number {
  let endsMs = 0;
  for (const { forMs, perSecond } of PHASES) {
    endsMs += forMs;
    if (atMs <= endsMs) return perSecond;
  }
  return 0;
}

function clockOf(ms: number): string {
  const seconds = String((ms % MINUTE_MS) / 1_000).padStart(2, '0');
  return `${Math.floor(ms / MINUTE_MS)}:${seconds}`;
}
