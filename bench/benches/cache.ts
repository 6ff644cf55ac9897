import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openStore, type Resolution, SystemClock, silentLogger, TieredCache } from '@tonearm/core';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { median } from '../statistics.js';

const DAY_MS = 86_400_000;

/** What a lookup costs that was made before. */
export const cache: Bench = {
  name: 'cache',
  title: 'What the cache answers, and how fast',
  means: 'One lookup of a track: in memory, from SQLite after a restart, and of what was never asked before.',
  run,
};

async function run({ quick, belongings }: BenchContext): Promise<readonly Figure[]> {
  const rounds = quick ? 3 : 5;
  const entries = quick ? 1_000 : 5_000;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tonearm-bench-'));
  const release = belongings.own(() => rm(folder, { recursive: true, force: true }));
  const memory: number[] = [];
  const disk: number[] = [];
  const miss: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const uri = path.join(folder, `round-${round}.sqlite`);
    const keys = Array.from({ length: entries }, (_, index) => `local/track/${index}`);
    await inCache(uri, async (filled) => {
      for (const key of keys) await filled.set(key, aResolution(key), { ttlMs: DAY_MS, costMs: 1 });
    });
    await inCache(uri, async (reopened) => {
      // Opening reads the index of the whole store; that is a cost of the start and not of a lookup.
      await reopened.get(keys[0] ?? '');
      disk.push(await microsEach(keys.slice(1), reopened, 'store'));
      const recent = keys.slice(-500);
      memory.push(await microsEach(Array.from({ length: 40 }, () => recent).flat(), reopened, 'memory'));
      miss.push(
        await microsEach(
          keys.map((key) => `${key}/never`),
          reopened,
          undefined,
        ),
      );
    });
  }
  await release();
  return [
    measured({ label: 'a hit in memory', unit: 'µs', value: median(memory), aim: { of: 'value', below: 50 } }),
    measured({
      label: 'a hit on disk after a restart',
      unit: 'µs',
      value: median(disk),
      aim: { of: 'value', below: 1_000 },
    }),
    measured({ label: 'a miss', unit: 'µs', value: median(miss) }),
  ];
}

async function inCache(uri: string, use: (cache: TieredCache<Resolution>) => Promise<void>): Promise<void> {
  const parts = { clock: new SystemClock(), logger: silentLogger };
  const store = await openStore({ uri, ...parts });
  const cache = new TieredCache<Resolution>({ store, purpose: 'bench', version: 1, ...parts });
  await use(cache);
  await cache.close();
  await store.close();
}

async function microsEach(
  keys: readonly string[],
  cache: TieredCache<Resolution>,
  tier: 'memory' | 'store' | undefined,
): Promise<number> {
  const startedMs = performance.now();
  for (const key of keys) {
    const hit = await cache.get(key);
    if (hit?.tier !== tier)
      throw new Error(`“${key}” came from ${hit?.tier}, not from ${tier}: this measures nothing.`);
  }
  return ((performance.now() - startedMs) / keys.length) * 1_000;
}

function aResolution(id: string): Resolution {
  const track = {
    source: 'local',
    id,
    title: 'Needle Drop',
    author: 'The Tonearms',
    album: 'x'.repeat(300),
    url: '',
    durationMs: 60_000,
  };
  return { kind: 'track', track };
}
