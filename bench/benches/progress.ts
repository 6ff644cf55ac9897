import { RESOLVE_STAGES, StageEstimate, watchTask } from '@tonearm/core';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { watchFixedPoints } from '../rivals/fixed-points.js';
import {
  type Calibration,
  calibrate,
  expectCalibrated,
  shareCorrelation,
  shareErrorPoints,
  timeLeftAt,
  type Watch,
} from '../simulation/calibration.js';
import { median } from '../statistics.js';

const SHARES = [0.25, 0.5, 0.75] as const;
/** A lookup that names one stage and no more shows no share but a time left. */
const MILESTONES = [
  ['search', 'three steps'],
  ['playlist', 'ten pages'],
] as const;
/** Enough for every kind of lookup to be known. */
const LEARNING = 60;

/** Whether the percentage and the time left can be believed. */
export const progress: Bench = {
  name: 'progress',
  title: 'What progress shows, and what is true',
  means:
    'Lookups of three kinds whose stages take drawn (lognormal) times, through the shipped scheduler, watchTask and StageEstimate; ' +
    'virtual time. Each is looked at at every twentieth of its way. Medians of several rounds. The bot before sent all its ' +
    'percentages before it worked, and no time left.',
  rival: 'the bot before',
  isVirtual: true,
  run,
};

async function run({ quick, say }: BenchContext): Promise<readonly Figure[]> {
  const lookups = LEARNING + (quick ? 200 : 1_000);
  const rounds = quick ? 3 : 5;
  say(`${lookups} lookups, ${rounds} times, watched by both`);
  const mine: Calibration[] = [];
  const before: Calibration[] = [];
  for (let seed = 1; seed <= rounds; seed++) {
    const estimate = new StageEstimate(RESOLVE_STAGES);
    const watch: Watch = (task, listener, { clock, work }) => watchTask(task, listener, { clock, estimate, work });
    const calibration = await calibrate({ seed, lookups, learning: LEARNING, watch });
    expectCalibrated(calibration);
    mine.push(calibration);
    before.push(await calibrate({ seed, lookups, learning: LEARNING, watch: watchFixedPoints }));
  }
  const both = (of: (one: Calibration) => number) => ({ value: median(mine.map(of)), rival: median(before.map(of)) });
  return [
    ...MILESTONES.flatMap(([work, words]) => [
      measured({
        label: `${words}: correlation of the shown share with the elapsed one`,
        unit: 'of 1',
        ...both((one) => shareCorrelation(one, work)),
        aim: { of: 'value', atLeast: 0.75 },
      }),
      measured({
        label: `${words}: the shown share is off by (median)`,
        unit: 'points',
        ...both((one) => shareErrorPoints(one, work)),
      }),
    ]),
    ...SHARES.flatMap((share) => timeLeft(mine, share)),
  ];
}

function timeLeft(rounds: readonly Calibration[], share: number): readonly Figure[] {
  const at = `at ${share * 100} % of the way`;
  const each = rounds.map((calibration) => timeLeftAt(calibration, share));
  const middle = (of: (one: ReturnType<typeof timeLeftAt>) => number) => median(each.map(of));
  return [
    measured({ label: `${at}: a time left is shown`, unit: '%', value: 100 * middle(({ told }) => told) }),
    measured({ label: `${at}: it is off by (median)`, unit: 'ms', value: middle((one) => one.medianErrorMs) }),
    measured({
      label: `${at}: in parts of the whole lookup`,
      unit: '%',
      value: 100 * middle((one) => one.medianErrorShare),
    }),
    measured({
      label: `${at}: within the error that was stated`,
      unit: '%',
      value: 100 * middle((one) => one.withinStated),
      aim: { of: 'value', atLeast: 75 },
    }),
  ];
}
