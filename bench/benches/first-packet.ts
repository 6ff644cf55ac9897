import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import type { BotKind } from '../stage/bot-process.js';
import { makeMusic } from '../stage/music.js';
import { Stage } from '../stage/stage.js';
import { median } from '../statistics.js';

/** How long a first play is heard before it is stopped. */
const LISTEN_MS = 200;

/** How long it is quiet after a command. */
export const firstPacket: Bench = {
  name: 'first-packet',
  title: 'From the command to the first sound',
  means:
    'Milliseconds from /play until the listener has decrypted the first frame; medians. “In voice”: the bot is in the channel ' +
    'already. “Joining”: it is not, so it joins and sets end-to-end encryption up first. Each play is of a file never asked for before.',
  rival: 'bare @discordjs/voice',
  run,
};

type Kinds = Record<BotKind, number[]>;

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const plays = context.quick ? 3 : 9;
  const music = await makeMusic(2 * plays + 1, context.belongings);
  const open = (kind: BotKind) => Stage.open({ kind, guilds: 1, music }, context);
  const stages = { tonearm: await open('tonearm'), bare: await open('bare') };
  const formats = [
    { name: 'Opus, passed through', files: music.opus, belowMs: 100 },
    { name: 'MP3, through ffmpeg', files: music.mp3, belowMs: 350 },
  ];
  const figures: Figure[] = [];
  for (const { name, files, belowMs } of formats) {
    if (files.length === 0) {
      figures.push({ kind: 'skipped', label: name, reason: 'there is no ffmpeg; npm run doctor says more' });
      continue;
    }
    context.say(name);
    const [first = '', ...rest] = files;
    await playBoth(stages, first, 'joining');
    const joining: Kinds = { tonearm: [], bare: [] };
    const inVoice: Kinds = { tonearm: [], bare: [] };
    for (const [index, file] of rest.entries()) {
      const into = index < plays ? inVoice : joining;
      const times = await playBoth(stages, file, index < plays ? 'in voice' : 'joining');
      into.tonearm.push(times.tonearm);
      into.bare.push(times.bare);
    }
    const medians = ({ tonearm, bare }: Kinds) => ({ value: median(tonearm), rival: median(bare) });
    figures.push(
      measured({ label: `${name}: in voice`, unit: 'ms', ...medians(inVoice), aim: { of: 'value', below: belowMs } }),
      measured({ label: `${name}: joining`, unit: 'ms', ...medians(joining) }),
    );
  }
  await Promise.all([stages.tonearm.close(), stages.bare.close()]);
  return figures;
}

async function playBoth(
  stages: Readonly<Record<BotKind, Stage>>,
  file: string,
  from: 'in voice' | 'joining',
): Promise<Record<BotKind, number>> {
  return { tonearm: await playOnce(stages.tonearm, file, from), bare: await playOnce(stages.bare, file, from) };
}

async function playOnce(stage: Stage, file: string, from: 'in voice' | 'joining'): Promise<number> {
  const [room] = stage.rooms;
  if (room === undefined) throw new Error('A stage has at least one room.');
  if (from === 'joining' && room.hasBot) await room.leave();
  const tookMs = await room.playUntilHeard(file);
  await sleep(LISTEN_MS);
  await room.stop();
  return tookMs;
}
