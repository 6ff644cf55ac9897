import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface BenchOptions {
  /** The benches to run; empty for all. */
  readonly only: readonly string[];
  readonly quick: boolean;
  /** The file that gets every figure as JSON. */
  readonly json: string | undefined;
  /** Whether the tables of the documentation are written anew from this run. */
  readonly docs: boolean;
  readonly profile: string | undefined;
  /** How many guilds hear music at once, where a bench has such; a number of its own without it. */
  readonly streams: number | undefined;
  readonly help: boolean;
}

/** How the command is used. */
export const USAGE = `npm run bench -- [--only name]… [--quick] [--json file] [--docs] [--profile folder] [--streams n]

  --only name       one bench alone; may be given several times
  --quick           fewer and shorter rounds: a minute and a half in all
  --json file       every figure for machines
  --docs            puts this run's tables in the place of those in docs/
  --profile folder  CPU profiles of the bots, for Chromium's developer tools
  --streams n       so many guilds in the bench of that name`;

/** @throws TypeError that names an option we do not have, or one that is no number */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      docs: { type: 'boolean', default: false },
      profile: { type: 'string' },
      streams: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { json, profile, streams } = values;
  return { ...values, json, profile, streams: streams === undefined ? undefined : countOf(streams) };
}

function countOf(words: string): number {
  const count = Number(words);
  if (!Number.isInteger(count) || count < 1) throw new TypeError(`--streams takes a number from 1, not “${words}”.`);
  return count;
}
