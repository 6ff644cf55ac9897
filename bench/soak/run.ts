import { parseArgs } from 'node:util';
import { findFfmpeg } from '@tonearm/core';
import { Belongings } from '../belongings.js';
import { crashRun } from '../crash/crash-run.js';
import { drawCrashes, isUnharmed } from '../crash/draw-crashes.js';
import { drawSlopes } from './draw-slopes.js';
import { growthOf } from './growth.js';
import { PLANTS, soak } from './soak.js';

const USAGE = 'npm run soak -- [minutes] [--seed number] [--plant streams|sessions|listeners|heap] [--deaths number]';
/** Fifty kills, and twelve orderly ends between them. */
const DEATHS = '62';

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      plant: { type: 'string' },
      deaths: { type: 'string', default: DEATHS },
    },
  });
  const minutes = Number(positionals[0] ?? 3);
  const seed = Number(values.seed);
  const deaths = Number(values.deaths);
  const plant = PLANTS.find((name) => name === values.plant);
  if (!(minutes > 0) || !Number.isInteger(seed) || !Number.isInteger(deaths) || deaths < 0 || plant !== values.plant) {
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
  const survived = deaths === 0 || (await surviveDeaths(seed, deaths));
  return names.length === 0 && growing.length === 0 && survived ? 0 : 1;
}

/** Kills the bot again and again while it plays, and tells what that did to the music. */
async function surviveDeaths(seed: number, deaths: number): Promise<boolean> {
  const belongings = new Belongings();
  try {
    const report = await crashRun({ seed, deaths }, belongings);
    print(`\n${drawCrashes(report)}`);
    return isUnharmed(report);
  } finally {
    await belongings.releaseAll();
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main();
