import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxInteraction } from '@tonearm/discord-sandbox';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import type { BotKind } from '../stage/bot-process.js';
import { makeMusic, TITLES } from '../stage/music.js';
import { Stage } from '../stage/stage.js';
import { median, percentile } from '../statistics.js';

const GUILDS = 20;
const REQUESTS = 200;
const WITHIN_MS = 1_000;
/** discord.js itself sends 50 requests a second at most, so 200 final answers take some seconds. */
const ANSWER_MS = 60_000;
/** The bot is in voice already, and no longer busy with having come. */
const SETTLE_MS = 2_000;

/** How soon Discord stops showing that the bot has not answered. */
export const acknowledgement: Bench = {
  name: 'acknowledgement',
  title: `${REQUESTS} /play within a second over ${GUILDS} guilds`,
  means:
    'The bot plays in all the guilds meanwhile. Discord is another process: it stamps when it sent the command and when ' +
    'the acknowledgement came. After 3 s a listener would read “The application did not respond”.',
  rival: 'bare discord.js',
  run,
};

/** Of one burst. */
interface Burst {
  readonly acknowledgedMs: readonly number[];
  readonly answeredMs: readonly number[];
  readonly sendingMs: number;
  /** Requests whose final answer names the track that was asked for. */
  readonly right: number;
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const rounds = context.quick ? 1 : 3;
  const music = await makeMusic(0, context.belongings);
  const open = (kind: BotKind) => Stage.open({ kind, guilds: GUILDS, music }, context);
  const stages = { tonearm: await open('tonearm'), bare: await open('bare') };
  const bursts = { tonearm: [] as Burst[], bare: [] as Burst[] };
  for (let round = 1; round <= rounds; round++) {
    for (const kind of ['tonearm', 'bare'] as const) {
      context.say(`burst ${round} of ${rounds}, ${kind}`);
      bursts[kind].push(await burst(stages[kind], kind));
    }
  }
  await Promise.all([stages.tonearm.close(), stages.bare.close()]);

  const of = (kind: BotKind, figure: (burst: Burst) => number) => median(bursts[kind].map(figure));
  const both = (figure: (burst: Burst) => number) => ({ value: of('tonearm', figure), rival: of('bare', figure) });
  const atLeast = Math.min(...bursts.tonearm.map(({ right }) => right));
  return [
    measured({
      label: 'acknowledged: half within (p50)',
      unit: 'ms',
      ...both((one) => percentile(one.acknowledgedMs, 0.5)),
    }),
    measured({
      label: 'acknowledged: 99 of 100 within (p99)',
      unit: 'ms',
      ...both((one) => percentile(one.acknowledgedMs, 0.99)),
      aim: { of: 'value', below: 50 },
    }),
    measured({ label: 'acknowledged: the last after', unit: 'ms', ...both((one) => Math.max(...one.acknowledgedMs)) }),
    measured({
      label: 'answered with the right track',
      unit: 'requests',
      value: atLeast,
      aim: { of: 'value', atLeast: REQUESTS },
    }),
    measured({ label: 'answered: half within (p50)', unit: 'ms', ...both((one) => percentile(one.answeredMs, 0.5)) }),
    measured({ label: 'the commands were sent within', unit: 'ms', ...both((one) => one.sendingMs) }),
  ];
}

async function burst(stage: Stage, kind: BotKind): Promise<Burst> {
  await stage.playEverywhere(kind === 'bare' ? '01 Needle Drop.opus' : 'needle drop');
  await sleep(SETTLE_MS);
  const startedMs = performance.now();
  const asked: { readonly interaction: SandboxInteraction; readonly title: string }[] = [];
  for (let index = 0; index < REQUESTS; index++) {
    const dueMs = startedMs + (index * WITHIN_MS) / REQUESTS;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const title = TITLES[Math.floor(index / GUILDS) % TITLES.length] ?? TITLES[0];
    const room = stage.rooms[index % GUILDS];
    const interaction = await room?.play(title.toLowerCase());
    if (interaction !== undefined) asked.push({ interaction, title });
  }
  const sendingMs = performance.now() - startedMs;
  await Promise.all(asked.map(({ interaction }) => interaction.waitFor(isAnswered, ANSWER_MS)));
  const interactions = asked.map(({ interaction }) => interaction);
  const result = {
    acknowledgedMs: interactions.map(
      ({ acknowledgedAtMs, createdAtMs }) => (acknowledgedAtMs ?? Infinity) - createdAtMs,
    ),
    answeredMs: interactions.map(({ responses, createdAtMs }) => (responses[1]?.atMs ?? Infinity) - createdAtMs),
    sendingMs,
    // The title as the file's tags spell it; the request was in lower case.
    right: asked.filter(({ interaction, title }) => JSON.stringify(interaction.message?.embeds).includes(title)).length,
  };
  await stage.stopEverywhere();
  return result;
}

/** A final answer, and not “thinking” or still on its way. */
function isAnswered({ message, thinking, responses }: SandboxInteraction): boolean {
  return !thinking && responses.length > 1 && !JSON.stringify(message?.components ?? []).includes('cancel:');
}
