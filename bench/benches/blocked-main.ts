import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { BenchFailure } from '../bench-failure.js';
import { listen, type Round } from '../stage/listen.js';
import { makeMusic } from '../stage/music.js';
import { Stage } from '../stage/stage.js';
import { median } from '../statistics.js';

const STREAMS = 25;
const BLOCK = { everyMs: 1_000, forMs: 300 };
const WORKERS = [0, 1, 2] as const;
/** A worker has to make at most this share of the late frames that the main thread makes, or it is not worth its memory. */
const WORTH_SHARE = 0.25;

/** What voice workers are for: the sound while the main thread does something else. */
export const blockedMain: Bench = {
  name: 'blocked-main',
  title: `${STREAMS} guilds hear music while the bot's main thread is blocked ${BLOCK.forMs} ms in every second`,
  means:
    'The same bot three times: it sends sound from its main thread, from one worker, from two. Sources are opened and read on ' +
    'the main thread in each. Sound is end-to-end encrypted, and it begins while the thread is blocked. CPU is taken without blocking.',
  rival: 'main thread',
  run,
};

type Workers = (typeof WORKERS)[number];

interface Rounds {
  readonly stage: Stage;
  readonly idleMB: number;
  readonly free: Round[];
  readonly blocked: Round[];
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const [rounds, seconds] = context.quick ? [1, 8] : [2, 20];
  const music = await makeMusic(1, context.belongings);
  const [file = ''] = music.opus;
  const open = async (workers: Workers): Promise<Rounds> => {
    const env = { VOICE_WORKERS: `${workers}` };
    const stage = await Stage.open({ kind: 'tonearm', guilds: STREAMS, music, env }, context);
    return { stage, idleMB: (await stage.usage()).residentMB, free: [], blocked: [] };
  };
  const all = { 0: await open(0), 1: await open(1), 2: await open(2) };
  for (let round = 1; round <= rounds; round++) {
    for (const workers of round % 2 === 1 ? WORKERS : WORKERS.toReversed()) {
      const { stage, free, blocked } = all[workers];
      context.say(`round ${round} of ${rounds}, ${workers} workers, ${seconds} s free and ${seconds} s blocked`);
      free.push(await listen(stage, file, seconds * 1_000));
      stage.block(BLOCK);
      blocked.push(await listen(stage, file, seconds * 1_000));
      stage.block(null);
    }
  }
  await Promise.all(WORKERS.map((workers) => all[workers].stage.close()));
  check(all[0], all[1]);
  return [...figuresOf('1 worker', all[1], all[0]), ...figuresOf('2 workers', all[2], all[0])];
}

function check(main: Rounds, worker: Rounds): void {
  const late = { main: lateIn(main), worker: lateIn(worker) };
  if (late.worker <= late.main * WORTH_SHARE) return;
  throw new BenchFailure(`From a worker ${late.worker} % of frames are late, from the main thread ${late.main} %.`);
}

function figuresOf(which: string, ours: Rounds, main: Rounds): readonly Figure[] {
  const both = (figure: (rounds: Rounds) => number) => ({ value: figure(ours), rival: figure(main) });
  const late = {
    label: `${which}, blocked: frames later than 20 ms`,
    unit: '%',
    aim: { of: 'value', below: 0.5 },
  } as const;
  return [
    measured({ ...late, ...both(lateIn) }),
    measured({
      label: `${which}, blocked: lateness p99 of the worst stream`,
      unit: 'ms',
      ...both(({ blocked }) => median(blocked.map(({ worstP99Ms }) => worstP99Ms))),
    }),
    measured({
      label: `${which}, blocked: heard of those due`,
      unit: '%',
      ...both(({ blocked }) => median(blocked.map(({ heardPercent }) => heardPercent))),
    }),
    measured({
      label: `${which}, free: frames later than 20 ms`,
      unit: '%',
      ...both(({ free }) => median(free.map(({ latePercent }) => latePercent))),
    }),
    measured({
      label: `${which}, free: CPU`,
      unit: 'CPU-s/min',
      ...both(({ free }) => median(free.map(({ cpuPerMinute }) => cpuPerMinute))),
    }),
    measured({
      label: `${which}: resident memory before the first sound`,
      unit: 'MB',
      ...both(({ idleMB }) => idleMB),
    }),
    measured({
      label: `${which}: memory added by each stream, all that the first ones load included`,
      unit: 'MB',
      ...both(({ free, idleMB }) => ((free[0]?.residentMB ?? Number.NaN) - idleMB) / STREAMS),
    }),
  ];
}

function lateIn({ blocked }: Rounds): number {
  return median(blocked.map(({ latePercent }) => latePercent));
}
