import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import type { BenchContext } from '../bench.js';
import { Belongings } from '../belongings.js';
import { writeTables } from '../docs-tables.js';
import { describeMachine, type Machine } from '../machine.js';
import { makeMusic } from '../stage/music.js';
import { drawAims } from './comparison-aims.js';
import { type ComparisonOptions, readComparisonOptions, USAGE } from './comparison-options.js';
import { type Comparison, drawComparison } from './comparison-table.js';
import { CONTESTANTS, titleOf } from './contestants.js';
import { type Extent, holdTrial } from './hold-trial.js';
import { installPeers } from './install.js';
import type { Trial } from './trial.js';

const FULL = { listenMs: 5_000, plays: 5 };
const QUICK = { listenMs: 3_000, plays: 3 };

async function run(options: ComparisonOptions, belongings: Belongings): Promise<void> {
  const startedMs = performance.now();
  const machine = await describeMachine();
  const where = placeOf(machine, options);
  print(where);
  const comparison = await compare(options, belongings);
  const aims = drawAims(comparison.trials);
  const drawn = [where, drawComparison(comparison), ...(aims === '' ? [] : [`Aims of ours:\n\n${aims}`])];
  print(`\n${drawn.slice(1).join('\n\n')}\n`);
  tell(`it took ${Math.round((performance.now() - startedMs) / 1_000)} s; load ${(os.loadavg()[0] ?? 0).toFixed(1)}`);
  if (options.docs) await writeTables(new Map([['peers', drawn.join('\n\n')]]));
  if (options.json !== undefined) {
    const { titles, trials } = comparison;
    await writeFile(
      options.json,
      `${JSON.stringify({ date: new Date().toISOString(), machine, titles: Object.fromEntries(titles), trials }, null, 2)}\n`,
    );
  }
}

async function compare(options: ComparisonOptions, belongings: Belongings): Promise<Comparison> {
  const contestants = CONTESTANTS.filter(
    ({ name }) => name === 'tonearm' || options.only.length === 0 || options.only.includes(name),
  );
  const notInstalled = contestants.some(({ kind }) => kind instanceof URL) ? await installPeers(tell) : undefined;
  const extent: Extent = { ...(options.quick ? QUICK : FULL), streams: options.streams };
  const context: BenchContext = { quick: options.quick, profileDir: undefined, belongings, say: tell };
  const music = await makeMusic(2 * extent.plays + 1, belongings);
  const trials: Trial[] = [];
  for (const format of ['opus', 'mp3'] as const) {
    if (music[format].length === 0) tell(`${format} is left out: there is no ffmpeg; npm run doctor says more`);
    else {
      for (const contestant of contestants) {
        const { name, kind } = contestant;
        if (notInstalled !== undefined && kind instanceof URL) {
          trials.push({ contestant: name, format, first: null, levels: [], failure: notInstalled });
        } else trials.push(await holdTrial(contestant, format, { music, extent, context }));
      }
    }
  }
  const titles = await Promise.all(contestants.map(async (one) => [one.name, await titleOf(one)] as const));
  return { titles: new Map(titles), streams: options.streams, trials };
}

function placeOf(machine: Machine, { quick }: ComparisonOptions): string {
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const load = machine.load[0]?.toFixed(1) ?? '?';
  const rounds = quick ? ', shorter rounds (`--quick`)' : '';
  return `${day}, ${machine.cpus} × ${machine.cpu}, Node ${machine.node}, ffmpeg ${machine.ffmpeg ?? 'none'}, load before ${load}${rounds}.`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function tell(line: string): void {
  process.stderr.write(`  … ${line}\n`);
}

let options: ComparisonOptions | undefined;
try {
  options = readComparisonOptions(process.argv.slice(2));
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
if (options?.help) print(USAGE);
else if (options !== undefined) {
  const belongings = new Belongings();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void belongings.releaseAll().finally(() => process.exit(130)));
  }
  try {
    await run(options, belongings);
  } finally {
    await belongings.releaseAll();
  }
}
