import { writeFile } from 'node:fs/promises';
import { ALL_BENCHES } from './all-benches.js';
import { Belongings } from './belongings.js';
import type { Bench, Figure } from './bench.js';
import { BenchFailure } from './bench-failure.js';
import { type BenchOptions, readOptions, USAGE } from './bench-options.js';
import { writeTables } from './docs-tables.js';
import { describeMachine, type Machine } from './machine.js';
import { drawMarkdown, drawTable, missedAims } from './report.js';

interface Result {
  readonly bench: Bench;
  readonly figures: readonly Figure[];
}

async function run(options: BenchOptions, benches: readonly Bench[], belongings: Belongings): Promise<void> {
  const machine = await describeMachine();
  print(
    `${machine.cpus} × ${machine.cpu}, Node ${machine.node}, load ${machine.load.map((one) => one.toFixed(1)).join(' ')}`,
  );
  const { quick, profile: profileDir, streams } = options;
  const context = { quick, profileDir, streams, belongings, say: tell };
  const results: Result[] = [];
  for (const bench of benches) {
    print(`\n${bench.title} (${bench.name})\n${bench.means}`);
    const figures = await bench.run(context);
    print(drawTable(bench, figures));
    results.push({ bench, figures });
  }
  const missed = results.flatMap(({ bench, figures }) => missedAims(bench, figures));
  print(missed.length === 0 ? '\nEvery aim was met.' : `\nMissed:\n${missed.map((line) => `  ${line}`).join('\n')}`);
  if (options.docs) await renewDocs(machine, options, results);
  if (options.json !== undefined) await writeFile(options.json, forMachines(machine, options, results));
}

async function renewDocs(machine: Machine, { quick, only }: BenchOptions, results: readonly Result[]): Promise<void> {
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const rounds = quick ? ', fewer and shorter rounds (`--quick`)' : '';
  const where = `${day}, ${machine.cpus} × ${machine.cpu}, Node ${machine.node}, ffmpeg ${machine.ffmpeg ?? 'none'}${rounds}.`;
  const tables = new Map(results.map(({ bench, figures }) => [bench.name, drawMarkdown(bench, figures)] as const));
  // Where only some were measured, the others are still of the machine and the day that stand there.
  const lost = await writeTables(only.length === 0 ? new Map([['machine', where], ...tables]) : tables);
  if (lost.length > 0) tell(`No page has a place for the tables of ${lost.join(', ')}.`);
}

function forMachines(machine: Machine, { quick }: BenchOptions, results: readonly Result[]): string {
  const benches = results.map(({ bench: { name, title, rival }, figures }) => ({ name, title, rival, figures }));
  return `${JSON.stringify({ date: new Date().toISOString(), quick, machine, benches }, null, 2)}\n`;
}

function chosen({ only }: BenchOptions): readonly Bench[] | undefined {
  const names = ALL_BENCHES.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length === 0) return ALL_BENCHES.filter(({ name }) => only.length === 0 || only.includes(name));
  tell(`There is no bench called ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  return undefined;
}

/** Ctrl-C ends the bots and servers too. A second one does not wait for them. */
function releaseOnSignal(belongings: Belongings): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void belongings.releaseAll().finally(() => process.exit(130)));
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function tell(line: string): void {
  process.stderr.write(`  … ${line}\n`);
}

const options = readOptions(process.argv.slice(2));
const benches = chosen(options);
if (options.help) print(USAGE);
else if (benches === undefined) process.exitCode = 2;
else {
  const belongings = new Belongings();
  releaseOnSignal(belongings);
  try {
    await run(options, benches, belongings);
  } catch (error) {
    if (!(error instanceof BenchFailure)) throw error;
    tell(error.message);
    process.exitCode = 1;
  } finally {
    await belongings.releaseAll();
  }
}
