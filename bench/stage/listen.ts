import { setTimeout as sleep } from 'node:timers/promises';
import { FRAME_MS } from '@tonearm/core';
import { sum } from '../statistics.js';
import type { Stage } from './stage.js';

/** After the last stream's first sound, before counting starts. */
const SETTLE_MS = 2_000;

/** What was heard of one bot in one round, and what it cost. */
export interface Round {
  readonly cpuPerMinute: number;
  readonly latePercent: number;
  readonly worstP99Ms: number;
  readonly lost: number;
  readonly heardPercent: number;
  readonly residentMB: number;
  readonly lastFirstSoundMs: number;
}

/** Plays the same in all rooms and listens for so long, from two seconds after the last one's first sound. */
export async function listen(stage: Stage, file: string, forMs: number): Promise<Round> {
  const firstSoundMs = await stage.playEverywhere(file);
  await sleep(SETTLE_MS);
  const sounds = stage.rooms.map(({ sound }) => sound);
  const lostWhileStarting = sum(sounds, ({ counts }) => counts.lost);
  for (const sound of sounds) sound.clear();
  const before = await stage.usage();
  const startedMs = performance.now();
  await sleep(forMs);
  const after = await stage.usage();
  const tookMs = performance.now() - startedMs;
  const counts = sounds.map((sound) => sound.counts);
  const lateness = sounds.map((sound) => sound.lateness());
  await stage.stopEverywhere();
  const heard = sum(counts, ({ dave }) => dave);
  return {
    cpuPerMinute: (after.cpuMs - before.cpuMs) / 1_000 / ((heard * FRAME_MS) / 60_000),
    latePercent:
      (sum(lateness, ({ frames, lateShare }) => frames * lateShare) / sum(lateness, ({ frames }) => frames)) * 100,
    worstP99Ms: Math.max(...lateness.map(({ p99Ms }) => p99Ms)),
    lost: lostWhileStarting + sum(counts, ({ lost }) => lost),
    heardPercent: (heard / ((sounds.length * tookMs) / FRAME_MS)) * 100,
    residentMB: after.residentMB,
    lastFirstSoundMs: Math.max(...firstSoundMs),
  };
}
