import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { CATALOGUE } from './catalogue.js';
import { findFfmpeg } from './encode/ffmpeg.js';
import { measureRelease, type ReleaseMeasurement } from './measure.js';
import { press } from './press.js';

/** From `scripts/dist/compose` to the music that the example bot plays. */
const MUSIC = fileURLToPath(new URL('../../../examples/bot/music', import.meta.url));

/** With `--measure` the files stay as they are and are only measured. */
const onlyMeasure = process.argv.includes('--measure');

if (isMainThread) {
  report(await Promise.all(CATALOGUE.map((_, index) => inWorker(index))));
} else {
  const release = CATALOGUE[Number(workerData)];
  const ffmpeg = findFfmpeg();
  if (!onlyMeasure) press(release, ffmpeg, MUSIC);
  parentPort?.postMessage(measureRelease(release, ffmpeg, MUSIC));
}

/** Runs this file once more, beside the others, for one release. Rejects with what is thrown there. */
async function inWorker(index: number): Promise<ReleaseMeasurement> {
  const worker = new Worker(new URL(import.meta.url), { workerData: index, argv: process.argv.slice(2) });
  const [measurement] = await once(worker, 'message');
  return measurement as ReleaseMeasurement; // what the other half of this file has just posted
}

/** Prints the table that stands in the music folder's README, from the files themselves. */
function report(releases: readonly ReleaseMeasurement[]): void {
  console.log('| file | key | tempo | length | loudness | true peak | size |\n|---|---|---|---|---|---|---|');
  for (const { track, seconds, loudnessLufs, truePeakDb, bytes } of releases.flatMap(({ files }) => files)) {
    const heard = [`${seconds.toFixed(2)} s`, `${loudnessLufs.toFixed(1)} LUFS`, `${truePeakDb.toFixed(1)} dBTP`];
    const row = [track.file, track.key, `${track.tempoBpm} bpm`, ...heard, `${Math.round(bytes / 1000)} kB`];
    console.log(`| ${row.join(' | ')} |`);
  }
  for (const { quietMs, step, usualStep } of releases.flatMap(({ joints }) => joints)) {
    const steps = `step across it ${step.toFixed(4)}, largest of its neighbours' ${usualStep.toFixed(4)}`;
    console.log(`\nThe joint: longest stretch below −50 dBFS ${quietMs.toFixed(1)} ms; ${steps}`);
  }
}
