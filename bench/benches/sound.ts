import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { opusPackets } from '@tonearm/core';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { BenchFailure } from '../bench-failure.js';
import { makeMusic } from '../stage/music.js';
import type { Room } from '../stage/room.js';
import { Stage } from '../stage/stage.js';
import { median } from '../statistics.js';

/** What a listener waits at most until it sounds as asked for, in milliseconds. */
const SOON_MS = 500;
/** How long nothing of what was asked for may be heard before the bench gives up, in milliseconds. */
const PATIENCE_MS = 10_000;
/** Frames that are heard before the next command. */
const CALM_FRAMES = 50;

/** How soon a change of what plays is heard. */
export const sound: Bench = {
  name: 'sound',
  title: 'From a command about the sound to its being heard',
  means:
    'Milliseconds from the command until the listener has decrypted the first frame of it; medians. The track is Opus, passed ' +
    'through: with another volume it goes through ffmpeg, and back at 100 % each frame is the file’s own again.',
  run,
};

const KINDS = ['another volume', '… back to 100 %', 'another place: the first frame of it'] as const;

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const music = await makeMusic(1, context.belongings);
  if (music.mp3.length === 0) {
    return [{ kind: 'skipped', label: 'volume and place', reason: 'there is no ffmpeg; npm run doctor says more' }];
  }
  const [file = ''] = music.opus;
  const places = await placesIn(path.join(music.folder, file));
  const stage = await Stage.open({ kind: 'tonearm', guilds: 1, music }, context);
  const [room] = stage.rooms;
  if (!room) throw new BenchFailure('A stage has at least one room.');
  const rounds = context.quick ? 3 : 9;
  const times = KINDS.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    context.say(`round ${round + 1} of ${rounds}`);
    const took = await oneRound(room, file, places);
    for (const [index, ms] of took.entries()) times[index]?.push(ms);
  }
  await stage.close();
  return KINDS.map((label, index) =>
    measured({ label, unit: 'ms', value: median(times[index] ?? []), aim: { of: 'value', below: SOON_MS } }),
  );
}

/** Quieter, plain again, and on to the middle of the track. */
async function oneRound(room: Room, file: string, places: Places): Promise<readonly number[]> {
  const middle = Math.floor(places.size / 2);
  const seconds = Math.ceil((middle * 20) / 1000);
  await room.playUntilHeard(file);
  await heard(room, counting(CALM_FRAMES));
  const quieter = await used(room, 'volume', { percent: 50 }, (frame) => !places.has(frame));
  await heard(room, counting(CALM_FRAMES));
  const plain = await used(room, 'volume', { percent: 100 }, (frame) => places.has(frame));
  await heard(room, counting(CALM_FRAMES));
  const isThere = (frame: string) => (places.get(frame) ?? 0) >= seconds * 50;
  const place = await used(room, 'seek', { time: `${seconds}` }, isThere);
  await room.stop();
  return [quieter, plain, place];
}

/** Uses a command. @returns milliseconds until a frame as wanted has arrived */
async function used(
  room: Room,
  command: string,
  options: Readonly<Record<string, string | number>>,
  isNew: (frame: string) => boolean,
): Promise<number> {
  const arrived = heard(room, isNew);
  arrived.catch(() => {});
  const commandAtMs = performance.timeOrigin + performance.now();
  const interaction = await room.command(command, options);
  try {
    return (await arrived) - commandAtMs;
  } catch (error) {
    const said = JSON.stringify(interaction.message);
    throw new BenchFailure(`/${command} was not heard. The bot said: ${said}`, { cause: error });
  }
}

/** @returns when the first such frame arrived, in Unix milliseconds */
function heard(room: Room, isWanted: (frame: string) => boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stopListening();
      reject(new Error(`Nothing of it came within ${PATIENCE_MS} ms, but ${JSON.stringify(room.sound.counts)}`));
    }, PATIENCE_MS);
    const stopListening = room.sound.onFrame(({ opus, arrivedAtMs }) => {
      if (!isWanted(Buffer.from(opus).toString('hex'))) return;
      clearTimeout(timer);
      stopListening();
      resolve(arrivedAtMs);
    });
  });
}

function counting(frames: number): () => boolean {
  let left = frames;
  return () => {
    left -= 1;
    return left <= 0;
  };
}

/** Which frame of the file each packet is. */
type Places = ReadonlyMap<string, number>;

async function placesIn(file: string): Promise<Places> {
  const stream = { readable: Readable.from([await readFile(file)]), format: 'ogg/opus', positionMs: 0 } as const;
  const places = new Map<string, number>();
  let index = 0;
  for await (const { data } of opusPackets(stream, { signal: new AbortController().signal })) {
    places.set(Buffer.from(data).toString('hex'), index);
    index += 1;
  }
  return places;
}
