import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findFfmpeg } from '@tonearm/core';
import { drawSlopes } from './draw-slopes.js';
import { PLANTS, soak } from './soak.js';

const USAGE = 'npm run soak -- [minutes] [--seed number] [--plant streams|sessions|listeners]';

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, plant: { type: 'string' } },
  });
  const minutes = Number(positionals[0] ?? 3);
  const seed = Number(values.seed);
  const plant = PLANTS.find((name) => name === values.plant);
  if (!(minutes > 0) || !Number.isInteger(seed) || plant !== values.plant) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const untilMs = performance.now() + minutes * 60_000;
  const { operations, samples, done, left } = await soak({
    seed,
    plant,
    guilds: 50,
    goesOn: () => performance.now() < untilMs,
    sampleEvery: 500,
    ffmpegShare: (await findFfmpeg()) === undefined ? 0 : 0.02,
    drainMs: 20_000,
  });
  const { succeeded, failed, cancelled, retries } = done;
  print(
    `${operations} operations in ${minutes} min; lookups: ${succeeded} succeeded, ${failed} failed, ${cancelled} cancelled, ${retries} retries\n`,
  );
  print(drawSlopes(samples));
  const names = Object.entries(left).map(([name, count]) => `${name}: ${count}`);
  print(
    names.length === 0 ? '\nAfter the drain everything was empty.' : `\nLeft after the drain:\n  ${names.join('\n  ')}`,
  );
  return names.length === 0 ? 0 : 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

// Without collections on demand the heap's slope would be that of the garbage.
if (globalThis.gc === undefined) {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
} else process.exitCode = await main();
