import { type Clock, RESOLVE_STAGES, type TaskContext } from '@tonearm/core';
import { lognormal } from './lognormal.js';
import { seededRandom } from './zipf-trace.js';

type Stage = (typeof RESOLVE_STAGES)[number];

/** A search in three steps, a long list page by page, and a lookup whose source names one stage and no more. */
export type LookupWork = 'search' | 'playlist' | 'silent';

/** One kind of lookup: how long its stages take as a rule, in milliseconds, in their order. */
interface LookupKind {
  readonly work: LookupWork;
  readonly stages: readonly (readonly [stage: Stage, usualMs: number])[];
  /** In how many reported parts the longest stage comes; 1 for a stage that cannot tell how far it is. */
  readonly parts: number;
}

const KINDS: readonly LookupKind[] = [
  {
    work: 'search',
    stages: [
      ['connecting', 300],
      ['searching', 1_800],
      ['reading-metadata', 900],
      ['finishing', 50],
    ],
    parts: 1,
  },
  {
    work: 'playlist',
    stages: [
      ['connecting', 300],
      ['loading-playlist', 8_000],
      ['finishing', 100],
    ],
    parts: 10,
  },
  { work: 'silent', stages: [['connecting', 2_500]], parts: 1 },
];

/** How unlike each other lookups of one kind are: as a whole, and each part on its own. */
const SIGMA = { whole: 0.3, part: 0.3 };
const MOST_MS = 60_000;

/** A lookup whose durations were drawn before it begins. */
export interface DrawnLookup {
  readonly work: LookupWork;
  readonly totalMs: number;
  /** Takes its time, and reports as a source does. */
  run(context: TaskContext, clock: Clock): Promise<void>;
}

/** So many lookups of three kinds in a mixed order. The same seed gives the same. Pure. */
export function drawLookups(seed: number, count: number): readonly DrawnLookup[] {
  const random = seededRandom(seed);
  const paces = lognormal({ seed: seed + 1, count, median: 1, sigma: SIGMA.whole, most: MOST_MS });
  return paces.map((pace, index) => {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? KINDS[0];
    if (kind === undefined) throw new Error('There is at least one kind of lookup.');
    return drawn(kind, pace, seed + 2 + index);
  });
}

interface Step {
  readonly stage: Stage;
  readonly fraction: number;
  readonly ms: number;
}

function drawn({ work, stages, parts }: LookupKind, pace: number, seed: number): DrawnLookup {
  const longest = Math.max(...stages.map(([, usualMs]) => usualMs));
  const usual = stages.flatMap(([stage, usualMs]) => {
    const count = usualMs === longest ? parts : 1;
    return Array.from({ length: count }, (_, part) => ({ stage, fraction: part / count, ms: usualMs / count }));
  });
  const noise = lognormal({ seed, count: usual.length, median: 1, sigma: SIGMA.part, most: MOST_MS });
  const steps: readonly Step[] = usual.map((step, index) => ({ ...step, ms: step.ms * pace * (noise[index] ?? 1) }));
  const totalMs = steps.reduce((total, { ms }) => total + ms, 0);
  const run = async ({ report, signal }: TaskContext, clock: Clock) => {
    for (const { stage, fraction, ms } of steps) {
      report(stage, fraction);
      await clock.sleep(ms, signal);
    }
  };
  return { work, totalMs, run };
}
