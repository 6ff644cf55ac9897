import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { silentLogger } from '@tonearm/core';
import { MusicFolder, MusicIndex } from '../src/index.js';
import { A_PNG, anAudioFile, aTaggedMp3 } from './audio-fixtures.js';

/**
 * How long a folder takes to be read, and how long it ever keeps the event loop. Run it by hand:
 * `node plugins/source-local/dist/test/measure-index.js 1000`
 */
const count = Number(process.argv[2] ?? 1_000);
const folder = await mkdtemp(join(tmpdir(), 'tonearm-measure-'));
const cover = Buffer.concat([A_PNG, Buffer.alloc(200_000)]);
const opus = await anAudioFile('opus', { title: 'Opus', artist: 'Someone' }, 30);
for (let number = 0; number < count; number++) {
  const album = `Album ${Math.floor(number / 12)}`;
  await mkdir(join(folder, album), { recursive: true });
  const tags = { title: `Song ${number} of the sea`, artist: `Artist ${number % 50}`, album, track: `${number % 12}` };
  const isMp3 = number % 2 === 0;
  await writeFile(
    join(folder, album, `${number}.${isMp3 ? 'mp3' : 'opus'}`),
    isMp3 ? await aTaggedMp3(tags, cover) : opus,
  );
}

const index = new MusicIndex(new MusicFolder(folder, { watch: true }), silentLogger);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const startedMs = performance.now();
const ready = new Promise<void>((resolve) => {
  index.onChange(() => index.state.status === 'ready' && resolve());
});
await index.start();
await ready;
const tookMs = performance.now() - startedMs;
delay.disable();
const searches = ['song 500 of the sea', 'artst 7 sogn', 'nothing like that at all', 'a'].map((text) => {
  const fromMs = performance.now();
  index.search(text, 25);
  return `${text}: ${(performance.now() - fromMs).toFixed(1)} ms`;
});
await index.close();
await rm(folder, { recursive: true });
const [load = 0] = loadavg();
console.log(`${count} files in ${Math.round(tookMs)} ms; machine's load ${load.toFixed(2)}`);
console.log(
  `event loop delay: longest ${(delay.max / 1e6).toFixed(1)} ms, p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
);
console.log(`searches: ${searches.join(', ')}`);
