import { parseArgs } from 'node:util';
import { CONTESTANTS } from './contestants.js';

/** What the command line asks for. */
export interface ComparisonOptions {
  /** The contestants by name; empty for all. Ours always takes part. */
  readonly only: readonly string[];
  /** How many streams at once, one row each. */
  readonly streams: readonly number[];
  readonly quick: boolean;
  readonly json: string | undefined;
  readonly docs: boolean;
  readonly help: boolean;
}

const STREAMS = [1, 10, 25, 50, 100];
const QUICK_STREAMS = [1, 10];
/** Joins and leaves of one bot are held to 115 a minute, and some are for the first packets. */
const MOST_STREAMS = 100;

/** How the command is used. */
export const USAGE = `npm run bench:peers -- [--only name]… [--streams count]… [--quick] [--json file] [--docs]

  --only name       one rival beside Tonearm: ${CONTESTANTS.slice(1)
    .map(({ name }) => name)
    .join(', ')}; may be given several times
  --streams count   so many streams at once, at most ${MOST_STREAMS}; may be given several times
  --quick           1 and 10 streams, shorter rounds: three minutes in all
  --json file       every figure for machines
  --docs            puts this run's tables in the place of those in docs/`;

/** @throws TypeError that names what cannot be */
export function readComparisonOptions(words: readonly string[]): ComparisonOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      streams: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      docs: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const names: readonly string[] = CONTESTANTS.map(({ name }) => name);
  const unknown = values.only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new TypeError(`There is no rival called ${unknown.join(', ')}. There are: ${names.slice(1).join(', ')}.`);
  }
  const streams = values.streams?.map(readCount) ?? (values.quick ? QUICK_STREAMS : STREAMS);
  return { ...values, streams: [...new Set(streams)].sort((a, b) => a - b), json: values.json };
}

function readCount(word: string): number {
  const count = Number(word);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_STREAMS) return count;
  throw new TypeError(`--streams takes a whole number from 1 to ${MOST_STREAMS}, not “${word}”.`);
}
