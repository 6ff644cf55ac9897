import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import type { BotKind } from '../stage/bot-process.js';
import { listen, type Round } from '../stage/listen.js';
import { makeMusic } from '../stage/music.js';
import { Stage } from '../stage/stage.js';
import { median, sum } from '../statistics.js';

const STREAMS = 25;

/** What many streams at once cost, and whether they stay on time. */
export const streams: Bench = {
  name: 'streams',
  title: `${STREAMS} guilds, or as many as --streams says, hear music at once, end-to-end encrypted`,
  means:
    'Rounds alternate between the two bots. CPU is of the bot’s process, in seconds for one minute of one stream that was ' +
    'really heard. A frame is late when it comes more than 20 ms after its time. “Lost” were sent and never came; ' +
    '“heard of those due” also counts what was never sent.',
  rival: 'bare @discordjs/voice',
  run,
};

type Rounds = Record<BotKind, Round[]>;

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const [rounds, seconds] = context.quick ? [1, 8] : [3, 20];
  const music = await makeMusic(1, context.belongings);
  const open = (kind: BotKind) => Stage.open({ kind, guilds: context.streams ?? STREAMS, music }, context);
  const stages = { tonearm: await open('tonearm'), bare: await open('bare') };
  const [opus = ''] = music.opus;
  const [mp3] = music.mp3;
  const idle = { tonearm: await stages.tonearm.usage(), bare: await stages.bare.usage() };
  context.say('both bots enter all channels');
  for (const stage of [stages.tonearm, stages.bare]) {
    await stage.playEverywhere(opus);
    await stage.stopEverywhere();
  }
  const passed = await alternate(stages, opus, { rounds, seconds, context });
  const idleMB = { value: idle.tonearm.residentMB, rival: idle.bare.residentMB };
  const figures = [
    ...passedThrough(passed),
    measured({ label: 'resident memory before the first sound', unit: 'MB', ...idleMB }),
  ];
  if (!context.quick) {
    if (mp3 === undefined) figures.push({ kind: 'skipped', label: 'through ffmpeg', reason: 'there is no ffmpeg' });
    else figures.push(...throughFfmpeg(await alternate(stages, mp3, { rounds: 1, seconds: seconds / 2, context })));
  }
  await Promise.all([stages.tonearm.close(), stages.bare.close()]);
  return figures;
}

async function alternate(
  stages: Readonly<Record<BotKind, Stage>>,
  file: string,
  { rounds, seconds, context }: { readonly rounds: number; readonly seconds: number; readonly context: BenchContext },
): Promise<Rounds> {
  const results: Rounds = { tonearm: [], bare: [] };
  for (let round = 1; round <= rounds; round++) {
    const order = round % 2 === 1 ? (['tonearm', 'bare'] as const) : (['bare', 'tonearm'] as const);
    for (const kind of order) {
      context.say(`${file}, round ${round} of ${rounds}, ${kind}, ${seconds} s`);
      results[kind].push(await listen(stages[kind], file, seconds * 1_000));
    }
  }
  return results;
}

function passedThrough(rounds: Rounds): readonly Figure[] {
  const both = figuresOf(rounds);
  return [
    measured({
      label: 'Opus passed through: CPU',
      unit: 'CPU-s/min',
      ...both(({ cpuPerMinute }) => cpuPerMinute),
      aim: { of: 'ratio', atMost: 1.2 },
    }),
    measured({
      label: 'frames lost, all rounds',
      unit: 'frames',
      value: sum(rounds.tonearm, ({ lost }) => lost),
      rival: sum(rounds.bare, ({ lost }) => lost),
      aim: { of: 'value', atMost: 0 },
    }),
    measured({ label: 'heard of those due', unit: '%', ...both(({ heardPercent }) => heardPercent) }),
    measured({ label: 'frames later than 20 ms', unit: '%', ...both(({ latePercent }) => latePercent) }),
    measured({ label: 'lateness p99 of the worst stream', unit: 'ms', ...both(({ worstP99Ms }) => worstP99Ms) }),
    measured({ label: 'resident memory of the bot', unit: 'MB', ...both(({ residentMB }) => residentMB) }),
    measured({
      label: 'all started at once: last first sound',
      unit: 'ms',
      ...both(({ lastFirstSoundMs }) => lastFirstSoundMs),
    }),
  ];
}

function throughFfmpeg(rounds: Rounds): readonly Figure[] {
  const both = figuresOf(rounds);
  return [
    measured({
      label: 'MP3 through ffmpeg: CPU, ffmpeg not counted',
      unit: 'CPU-s/min',
      ...both(({ cpuPerMinute }) => cpuPerMinute),
    }),
    measured({ label: 'heard of those due', unit: '%', ...both(({ heardPercent }) => heardPercent) }),
    measured({ label: 'frames later than 20 ms', unit: '%', ...both(({ latePercent }) => latePercent) }),
    measured({ label: 'lateness p99 of the worst stream', unit: 'ms', ...both(({ worstP99Ms }) => worstP99Ms) }),
    measured({
      label: 'all started at once: last first sound',
      unit: 'ms',
      ...both(({ lastFirstSoundMs }) => lastFirstSoundMs),
    }),
  ];
}

function figuresOf({ tonearm, bare }: Rounds) {
  return (figure: (round: Round) => number) => ({
    value: median(tonearm.map(figure)),
    rival: median(bare.map(figure)),
  });
}
