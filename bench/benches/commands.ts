import { setTimeout as sleep } from 'node:timers/promises';
import type { OptionValue, SandboxInteraction } from '@tonearm/discord-sandbox';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { BenchFailure } from '../bench-failure.js';
import { makeMusic, TITLES } from '../stage/music.js';
import { Stage } from '../stage/stage.js';
import { percentile } from '../statistics.js';

const GUILDS = 10;
const COMMANDS = 1_000;
const QUICK_COMMANDS = 200;
const PER_SECOND = 20;
const LATENCY_MS = 500;
/** Discord's client gives an application so long; then it says that it did not respond. */
const PATIENCE_MS = 3_000;
const ANSWER_MS = 60_000;

/** One use of a command after the other, as a busy guild mixes them. */
const MIX: readonly (readonly [name: string, options?: Readonly<Record<string, OptionValue>>])[] = [
  ...TITLES.map((title) => ['play', { query: title.toLowerCase() }] as const),
  ['queue'],
  ['pause'],
  ['resume'],
  ['nowplaying'],
  ['seek', { time: '0:10' }],
  ['shuffle', { fair: true }],
  ['loop', { mode: 'queue' }],
  ['history'],
  ['remove places', { places: '1' }],
  ['skip'],
  ['previous'],
  ['move', { from: 1, to: 1 }],
  ['queue_status'],
  ['help'],
  ['volume'],
  ['search', { query: 'needle' }],
  ['recovery'],
  ['cancel_task', { task: 'none' }],
  ['play', { query: 'nothing of that name' }],
];

/** Whether every command is answered while Discord is slow and the bot has much to do. */
export const commands: Bench = {
  name: 'commands',
  title: `mixed commands, ${PER_SECOND} a second over ${GUILDS} guilds, while each request to Discord takes ${LATENCY_MS} ms more`,
  means:
    'The bot plays in all the guilds meanwhile. Acknowledgements hold the injected delay once. A command without an ' +
    'acknowledgement after 3 s, without an answer at all, or with a failure of ours for an answer, fails the bench.',
  run,
};

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const music = await makeMusic(0, context.belongings);
  const stage = await Stage.open({ kind: 'tonearm', guilds: GUILDS, music }, context);
  await stage.playEverywhere('needle drop');
  stage.slowDown(LATENCY_MS);
  const count = context.quick ? QUICK_COMMANDS : COMMANDS;
  context.say(`${count} commands`);
  const used = await useAll(stage, count);
  await Promise.all(used.map((interaction) => interaction.waitFor(isAnswered, ANSWER_MS).catch(() => undefined)));
  stage.slowDown(0);
  const { cpuMs } = await stage.usage();
  await stage.close();

  const acknowledgedMs = used.map((one) => (one.acknowledgedAtMs ?? Number.POSITIVE_INFINITY) - one.createdAtMs);
  const unanswered = acknowledgedMs.filter((ms) => ms > PATIENCE_MS).length;
  const failed = used.filter(
    (one) => !isAnswered(one) || /Something unexpected/.test(one.message?.content ?? ''),
  ).length;
  if (unanswered + failed > 0) {
    const [p50, p99] = [0.5, 0.99].map((share) => Math.round(percentile(acknowledgedMs, share)));
    throw new BenchFailure(
      `Of ${count} commands ${unanswered} were not acknowledged in time, and ${failed} failed. ` +
        `Half were acknowledged within ${p50} ms, 99 of 100 within ${p99} ms; the bot used ${Math.round(cpuMs / 1000)} s of CPU.`,
    );
  }
  return [
    measured({ label: 'acknowledged: half within (p50)', unit: 'ms', value: percentile(acknowledgedMs, 0.5) }),
    measured({ label: 'acknowledged: 99 of 100 within (p99)', unit: 'ms', value: percentile(acknowledgedMs, 0.99) }),
    measured({ label: 'acknowledged: the last after', unit: 'ms', value: Math.max(...acknowledgedMs) }),
    measured({ label: '“did not respond”, or failed', unit: 'requests', value: 0, aim: { of: 'value', atMost: 0 } }),
    measured({ label: 'commands answered', unit: 'requests', value: count - unanswered - failed }),
  ];
}

async function useAll(stage: Stage, count: number): Promise<readonly SandboxInteraction[]> {
  const startedMs = performance.now();
  const used: SandboxInteraction[] = [];
  for (let index = 0; index < count; index++) {
    const waitMs = startedMs + (index * 1_000) / PER_SECOND - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const [name, options] = MIX[Math.floor(index / GUILDS) % MIX.length] ?? ['queue'];
    const interaction = await stage.rooms[index % GUILDS]?.command(name, options);
    if (interaction) used.push(interaction);
  }
  return used;
}

/** Something to read, and not “thinking”. */
function isAnswered({ message, thinking }: SandboxInteraction): boolean {
  return !thinking && message !== undefined && (message.content !== '' || message.embeds.length > 0);
}
