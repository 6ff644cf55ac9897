import { type Bench, type Figure, measured } from '../bench.js';
import { jainIndex, type Served, serveByTonearm, serveInOrder, type Wishes } from '../simulation/fair-share.js';

const WORKERS = 3;
const LOOKUP_MS = 1_000;
const GUILDS = 50;
/** When guild B asks: in the middle of a lookup, long before the list is done. */
const ASKED_MS = 10_500;

/** Whether one guild's long list keeps the others waiting. */
export const fairness: Bench = {
  name: 'fairness',
  title: 'One guild asks for 535 tracks',
  means: `Single requests, all at once, through the whole of Tonearm with ${WORKERS} workers; a lookup takes a second of virtual time.`,
  rival: 'first come, first served',
  isVirtual: true,
  run,
};

async function run(): Promise<readonly Figure[]> {
  const long = { guild: 'a', tracks: 535 };
  const two = [long, { guild: 'b', tracks: 1, atMs: ASKED_MS }];
  const many: readonly Wishes[] = [
    long,
    ...Array.from({ length: GUILDS - 1 }, (_, index) => ({ guild: `guild-${index}`, tracks: 20 })),
  ];
  const how = { lookupMs: LOOKUP_MS, workers: WORKERS };
  const quickly = { lookupMs: LOOKUP_MS / 10, workers: WORKERS };
  return [
    measured({
      label: 'another guild’s one track, asked for 10.5 s later: wait',
      unit: 'ms',
      value: waitOf('b', await serveByTonearm(two, how)),
      rival: waitOf('b', await serveInOrder(two, how)),
      aim: { of: 'value', atMost: 3 * LOOKUP_MS },
    }),
    measured({
      label: `Jain’s index over ${GUILDS} guilds (535 tracks, and 20 each)`,
      unit: 'of 1',
      value: jainIndex(many, await serveByTonearm(many, quickly)),
      rival: jainIndex(many, await serveInOrder(many, quickly)),
      aim: { of: 'value', atLeast: 0.95 },
    }),
  ];
}

function waitOf(guild: string, served: readonly Served[]): number {
  return served.find((one) => one.guild === guild)?.waitMs ?? Number.NaN;
}
