import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FRAME_SAMPLES, oggOpusFile, openStore, type Store, SystemClock, silentLogger } from '@tonearm/core';
import { MusicFolder, MusicIndex, SavedIndex } from '@tonearm/source-local';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { median } from '../statistics.js';

const FILES_PER_ALBUM = 12;
/** Three seconds of Opus, as far as a reader of tags can tell. */
const PACKETS = Array.from({ length: 150 }, () => ({
  data: new Uint8Array(60).fill(0xfc, 0, 1),
  samples: FRAME_SAMPLES,
}));

/** What a restart costs that has read the folder before. */
export const localIndex: Bench = {
  name: 'local-index',
  title: 'A folder of music after a restart',
  means:
    'The saved index against reading the tags of all files, in one process and on one disk, which then has them in its memory: ' +
    'a slower disk makes the first start slower, and the next one hardly. A turn is what the event loop does at once, by its own CPU time.',
  rival: 'reading all tags',
  run,
};

async function run({ quick, belongings, say }: BenchContext): Promise<readonly Figure[]> {
  const files = quick ? 600 : 5_000;
  const top = await mkdtemp(path.join(os.tmpdir(), 'tonearm-bench-index-'));
  const release = belongings.own(() => rm(top, { recursive: true, force: true }));
  const folder = path.join(top, 'music');
  say(`writing ${files} files`);
  await writeMusic(folder, files);
  const first: Start[] = [];
  const next: Start[] = [];
  for (let round = 0; round < 3; round++) {
    say(`start and restart ${round + 1} of 3`);
    const store = await openStore({
      uri: path.join(top, `round-${round}.sqlite`),
      clock: new SystemClock(),
      logger: silentLogger,
    });
    first.push(await start(folder, store));
    next.push(await start(folder, store));
    await store.close();
  }
  await release();
  const of = (starts: readonly Start[], figure: keyof Start) => median(starts.map((one) => one[figure]));
  return [
    measured({
      label: `${files} files: all of them answer`,
      unit: 'ms',
      value: of(next, 'answersMs'),
      rival: of(first, 'readMs'),
      aim: { of: 'ratio', below: 0.5 },
    }),
    measured({
      label: `${files} files: all are checked for changes`,
      unit: 'ms',
      value: of(next, 'readMs'),
      rival: of(first, 'readMs'),
    }),
    measured({
      label: 'the longest turn of the event loop',
      unit: 'ms',
      value: of(next, 'longestTurnMs'),
      rival: of(first, 'longestTurnMs'),
      aim: { of: 'value', below: 50 },
    }),
  ];
}

interface Start {
  /** Until everything that was known before is known again. */
  readonly answersMs: number;
  /** Until every file has been looked at, and read where that was needed. */
  readonly readMs: number;
  readonly longestTurnMs: number;
}

async function start(folder: string, store: Store): Promise<Start> {
  const clock = new SystemClock();
  const saved = new SavedIndex({ store, folder, clock, logger: silentLogger });
  const index = new MusicIndex(new MusicFolder(folder, { watch: false, clock }), silentLogger, saved);
  const stopTurns = longestTurn();
  const startedMs = performance.now();
  let answersMs: number | undefined;
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  index.onChange(() => {
    if (index.isWhole) answersMs ??= performance.now() - startedMs;
    if (index.state.status === 'ready') resolve();
  });
  index.start();
  await ready;
  const readMs = performance.now() - startedMs;
  const longestTurnMs = stopTurns();
  await index.close();
  return { answersMs: answersMs ?? readMs, readMs, longestTurnMs };
}

/** Watches the turns of the event loop. Returns how to stop, and then the longest. */
function longestTurn(): () => number {
  let last = process.threadCpuUsage();
  let longest = 0;
  let going = true;
  const next = () => {
    const now = process.threadCpuUsage();
    longest = Math.max(longest, (now.user + now.system - last.user - last.system) / 1000);
    last = now;
    if (going) setImmediate(next);
  };
  setImmediate(next);
  return () => {
    going = false;
    return longest;
  };
}

async function writeMusic(folder: string, files: number): Promise<void> {
  for (let number = 0; number < files; number++) {
    const album = `Album ${Math.floor(number / FILES_PER_ALBUM)}`;
    const tags = { TITLE: `Song ${number} of the sea`, ARTIST: `Artist ${number % 50}`, ALBUM: album };
    await mkdir(path.join(folder, album), { recursive: true });
    const file = path.join(folder, album, `${number}.opus`);
    await writeFile(file, oggOpusFile(PACKETS, { tags: { ...tags, TRACKNUMBER: String(number % FILES_PER_ALBUM) } }));
  }
}
