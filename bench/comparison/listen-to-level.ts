import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { FRAME_MS } from '@tonearm/core';
import type { Room } from '../stage/room.js';
import type { Stage } from '../stage/stage.js';
import { median, percentile, sum } from '../statistics.js';
import { treeCpuMs } from './process-tree.js';
import type { Format, Level } from './trial.js';

/** All commands are given within this, evenly. */
const COMMANDS_MS = 5_000;
/** Between two commands when there are few. */
const COMMAND_EVERY_MS = 100;
/** How long a stream may stay silent after its command until it is counted as never heard. */
const PATIENCE_MS = 15_000;
/**
 * After the last first sound, before counting starts. An ffmpeg makes seconds of sound ahead, until all that lies between it and
 * the listener is full; fifty of them take seconds for it, and that is not what a stream costs.
 */
const SETTLE_MS: Readonly<Record<Format, number>> = { opus: 2_000, mp3: 6_000 };

interface Start {
  readonly acknowledgedMs: number;
  /** Infinite when nothing was heard. */
  readonly firstSoundMs: number;
}

/** What is played, and for how long it is counted. */
export interface Programme {
  readonly file: string;
  readonly format: Format;
  readonly forMs: number;
}

/** Plays in all these rooms, listens for so long, and stops. */
export async function listenToLevel(
  stage: Stage,
  rooms: readonly Room[],
  { file, format, forMs }: Programme,
): Promise<Level> {
  const starts = await startAll(rooms, file);
  await sleep(SETTLE_MS[format]);
  const sounds = rooms.map(({ sound }) => sound);
  for (const sound of sounds) sound.clear();
  const cpuBeforeMs = await cpuMs(stage);
  const startedMs = performance.now();
  await sleep(forMs);
  const usedMs = (await cpuMs(stage)) - cpuBeforeMs;
  const tookMs = performance.now() - startedMs;
  const counts = sounds.map((sound) => sound.counts);
  const lateness = sounds.map((sound) => sound.lateness()).filter(({ frames }) => frames > 0);
  const load = os.loadavg()[0] ?? Number.NaN;
  const { residentMB } = await stage.usage();
  await stopAll(rooms);
  const came = sum(counts, ({ dave, transport }) => dave + transport);
  return {
    streams: rooms.length,
    acknowledgedP99Ms: percentile(
      starts.map(({ acknowledgedMs }) => acknowledgedMs),
      0.99,
    ),
    firstSoundMs: median(starts.map(({ firstSoundMs }) => firstSoundMs)),
    heard: starts.filter(({ firstSoundMs }) => firstSoundMs !== Infinity).length,
    cpuPerMinute: usedMs / 1_000 / ((came * FRAME_MS) / 60_000),
    latePercent: (sum(lateness, ({ frames, lateShare }) => frames * lateShare) / came) * 100,
    p99Ms: Math.max(...lateness.map(({ p99Ms }) => p99Ms)),
    sentPercent: (came / ((rooms.length * tookMs) / FRAME_MS)) * 100,
    encryptedPercent: (sum(counts, ({ dave }) => dave) / came) * 100,
    residentMB,
    load,
  };
}

/** From the command to the first frame; infinite when none came in time. */
export async function playOnce(room: Room, file: string): Promise<Start> {
  const commandAtMs = performance.timeOrigin + performance.now();
  const heardAtMs = firstFrameAtMs(room);
  const interaction = await room.play(file);
  const firstSoundMs = (await heardAtMs) - commandAtMs;
  return { acknowledgedMs: (interaction.acknowledgedAtMs ?? Infinity) - interaction.createdAtMs, firstSoundMs };
}

/** Silence everywhere. What a bot does not stop when it is told is heard in its next figures. */
export async function stopAll(rooms: readonly Room[]): Promise<void> {
  await Promise.allSettled(rooms.map((room) => room.stop()));
}

async function startAll(rooms: readonly Room[], file: string): Promise<readonly Start[]> {
  const everyMs = Math.min(COMMAND_EVERY_MS, COMMANDS_MS / rooms.length);
  return Promise.all(
    rooms.map(async (room, index) => {
      await sleep(index * everyMs);
      return playOnce(room, file);
    }),
  );
}

function firstFrameAtMs({ sound }: Room): Promise<number> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(Infinity), PATIENCE_MS);
    const stopListening = sound.onFrame(({ arrivedAtMs }) => end(arrivedAtMs));
    const end = (atMs: number) => {
      clearTimeout(timer);
      stopListening();
      resolve(atMs);
    };
  });
}

async function cpuMs(stage: Stage): Promise<number> {
  const ofTree = stage.pid === undefined ? undefined : await treeCpuMs(stage.pid);
  return ofTree ?? (await stage.usage()).cpuMs;
}
