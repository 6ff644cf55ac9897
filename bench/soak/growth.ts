import type { SampleTable } from './sample-table.js';
import { inBatches, type Slope, slopeOf } from './slope.js';

/** How one thing went over the run. */
export interface Growth {
  readonly name: string;
  /** At the last sample. */
  readonly last: number;
  /** Per 1,000 operations. */
  readonly slope: Slope;
  /** Whether it grew for certain, and by more than may be. */
  readonly grows: boolean;
}

/** What is borne. Both have to be exceeded, by the lower end of the interval. */
interface Tolerance {
  /** Per 1,000 operations. */
  readonly slope: number;
  /** Over all that was looked at: code that is compiled late, a cache that is not yet full. */
  readonly total: number;
}

/** The first part of a run fills caches and compiles; it says nothing about what grows for ever. */
const WARM_UP = 0.25;
const PER_OPERATIONS = 1_000;

/** One kept for every 20,000 operations is seen. */
const COUNTS: Tolerance = { slope: 0.05, total: 20 };
const MEMORY: Readonly<Record<string, Tolerance | null>> = {
  /** Two bytes an operation. */
  'heap MB': { slope: 0.002, total: 2 },
  'buffers MB': { slope: 0.002, total: 2 },
  /** It also holds what the allocator keeps for later, which rises for minutes: it is told and not judged. */
  'RSS MB': null,
};

/** The slope of each thing that was sampled, in the order of their names. */
export function growthOf(samples: SampleTable): readonly Growth[] {
  return samples.names.map((name) => {
    const points = samples.points(name, WARM_UP).map(({ x, y }) => ({ x: x / PER_OPERATIONS, y }));
    const slope = slopeOf(inBatches(points));
    const span = (points.at(-1)?.x ?? Number.NaN) - (points[0]?.x ?? Number.NaN);
    const tolerance = name in MEMORY ? (MEMORY[name] ?? null) : COUNTS;
    const surely = slope.perUnit - slope.margin;
    const grows = tolerance !== null && surely > tolerance.slope && surely * span > tolerance.total;
    return { name, last: points.at(-1)?.y ?? Number.NaN, slope, grows };
  });
}
