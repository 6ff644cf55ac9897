import { parseArgs } from 'node:util';
import { findFfmpeg } from '@tonearm/core';
import { drawSlopes } from './draw-slopes.js';
import { growthOf } from './growth.js';
import { PLANTS, soak } from './soak.js';

const USAGE = 'npm run soak -- [minutes] [--seed number] [--plant streams|sessions|listeners|heap]';

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
  const growths = growthOf(samples);
  print(drawSlopes(growths));
  const names = Object.entries(left).map(([name, count]) => `${name}: ${count}`);
  print(
    names.length === 0 ? '\nAfter the drain everything was empty.' : `\nLeft after the drain:\n  ${names.join('\n  ')}`,
  );
  const growing = growths.filter(({ grows }) => grows).map(({ name }) => name);
  print(growing.length === 0 ? 'Nothing grew more than is borne.' : `Grew for certain: ${growing.join(', ')}`);
  return names.length === 0 && growing.length === 0 ? 0 : 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main();
