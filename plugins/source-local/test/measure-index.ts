import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openStore, silentLogger, type Store, SystemClock } from '@tonearm/core';
import { LocalSource, MusicFolder, MusicIndex, SavedIndex } from '../src/index.js';
import { A_PNG, anAudioFile, aTaggedMp3 } from './audio-fixtures.js';

/** How much CPU time each turn of the event loop takes: what other programs do at the same time does not count. */
class Turns {
  readonly #tookMs: number[] = [];
  #going = true;
  #last = process.threadCpuUsage();

  constructor() {
    this.#next();
  }

  /** Says how long they were. */
  stop(): string {
    this.#going = false;
    const sorted = this.#tookMs.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
    return `longest ${at(1)} ms, 999 of 1000 below ${at(0.999)} ms, 99 of 100 below ${at(0.99)} ms of CPU`;
  }

  #next(): void {
    const now = process.threadCpuUsage();
    this.#tookMs.push((now.user + now.system - this.#last.user - this.#last.system) / 1000);
    this.#last = now;
    if (this.#going) setImmediate(() => this.#next());
  }
}

const SEARCHES = ['song 500 of the sea', 'artst 7 sogn', 'nothing like that at all', 's'];

/** CPU time of one of many, in milliseconds. */
function cpuMsOf(act: () => unknown): number {
  const times = 20;
  const before = process.threadCpuUsage();
  for (let time = 0; time < times; time++) act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / times;
}

/**
 * What a large folder costs: read for the first time, known from before, and known but for a hundredth that has changed. Run it
 * by hand: `node --expose-gc plugins/source-local/dist/test/measure-index.js 10000`
 */
const count = Number(process.argv[2] ?? 1_000);
const top = await mkdtemp(join(tmpdir(), 'tonearm-measure-'));
const folder = join(top, 'music');
const clock = new SystemClock();
const cover = Buffer.concat([A_PNG, Buffer.alloc(50_000)]);
const opus = await anAudioFile('opus', { title: 'Opus', artist: 'Someone' }, 30);
for (let number = 0; number < count; number++) await writeSong(number, '');
const store = await openStore({ uri: join(top, 'store.sqlite'), clock, logger: silentLogger });
try {
  console.log(`${count} files; machine’s load ${(loadavg()[0] ?? 0).toFixed(2)}`);
  await measure('first time', store);
  await measure('known', store);
  for (let number = 0; number < count; number += 100) await writeSong(number, ' changed');
  await measure('a hundredth changed', store);
} finally {
  await store.close();
  await rm(top, { recursive: true });
}

async function writeSong(number: number, suffix: string): Promise<void> {
  const album = `Album ${Math.floor(number / 12)}`;
  await mkdir(join(folder, album), { recursive: true });
  const title = `Song ${number} of the sea${suffix}`;
  const tags = { title, artist: `Artist ${number % 50}`, album, track: `${number % 12}` };
  const isMp3 = number % 2 === 0;
  const path = join(folder, album, `${number}.${isMp3 ? 'mp3' : 'opus'}`);
  await writeFile(path, isMp3 ? await aTaggedMp3(tags, cover) : opus);
}

async function measure(name: string, from: Store): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const saved = new SavedIndex({ store: from, folder, clock, logger: silentLogger });
  const index = new MusicIndex(new MusicFolder(folder, { watch: true, clock }), silentLogger, saved);
  let read = 0;
  let answersMs: number | undefined;
  const turns = new Turns();
  const startedMs = performance.now();
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  index.onChange(({ kind }) => {
    if (kind === 'read' && index.state.status !== 'walking') read += 1;
    if (index.isWhole) answersMs ??= performance.now() - startedMs;
    if (index.state.status === 'ready') resolve();
  });
  index.start();
  await ready;
  const tookMs = performance.now() - startedMs;
  const inAll = turns.stop();
  const searches = SEARCHES.map((text) => `${cpuMsOf(() => index.search(text, 25)).toFixed(1)} ms`);
  const source = new LocalSource(index, clock, silentLogger);
  const { signal } = new AbortController();
  const lists = new Turns();
  const all = await source.resolve({ source: 'local', kind: 'playlist', id: '.' }, { signal, report: () => {} });
  const track = all.kind === 'playlist' ? all.playlist.items.find((item) => 'title' in item) : undefined;
  if (!track) throw new Error('There is music.');
  await source.related(track);
  await nextTurn();
  const inLists = lists.stop();
  globalThis.gc?.();
  const after = process.memoryUsage();
  const mb = (kind: 'heapUsed' | 'rss') => `${((after[kind] - before[kind]) / 1024 ** 2).toFixed(0)} MB`;
  console.log(
    `${name}: knows all after ${Math.round(answersMs ?? tookMs)} ms, has checked all after ${Math.round(tookMs)} ms`,
  );
  console.log(`  of them read after the walk: ${read}; heap +${mb('heapUsed')}, resident +${mb('rss')}`);
  console.log(`  turns of the event loop: ${inAll}`);
  console.log(`  all of it as a playlist, and what follows a track: ${inLists}`);
  console.log(`  searches: ${searches.join(', ')} of CPU`);
  await index.close();
}
