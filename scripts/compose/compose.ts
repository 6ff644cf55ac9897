import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { CATALOGUE } from './catalogue.js';
import { findFfmpeg } from './encode/ffmpeg.js';
import { measureFiles } from './measure.js';
import { press } from './press.js';

/** From `scripts/dist/compose` to the music that the example bot plays. */
const MUSIC = fileURLToPath(new URL('../../../examples/bot/music', import.meta.url));

const ffmpeg = findFfmpeg();
if (isMainThread) {
  if (!process.argv.includes('--measure')) await Promise.all(CATALOGUE.map((_, index) => pressInWorker(index)));
  report();
} else {
  press(CATALOGUE[Number(workerData)], ffmpeg, MUSIC);
}

/** Runs this file once more beside the others, for one release. */
async function pressInWorker(index: number): Promise<void> {
  await once(new Worker(new URL(import.meta.url), { workerData: index }), 'exit');
}

/** Prints the table that stands in the music folder's README, from the files themselves. */
function report(): void {
  const { files, joints } = measureFiles(ffmpeg, MUSIC);
  console.log('| file | key | tempo | length | loudness | true peak | size |\n|---|---|---|---|---|---|---|');
  for (const { track, seconds, loudnessLufs, truePeakDb, bytes } of files) {
    const figures = [
      `${seconds.toFixed(2)} s`,
      `${loudnessLufs.toFixed(1)} LUFS`,
      `${truePeakDb.toFixed(1)} dBTP`,
      `${Math.round(bytes / 1000)} kB`,
    ];
    console.log(`| ${[track.file, track.key, `${track.tempoBpm} bpm`, ...figures].join(' | ')} |`);
  }
  for (const { quietMs, step, usualStep } of joints) {
    const steps = `step across it ${step.toFixed(4)}, largest of its neighbours' ${usualStep.toFixed(4)}`;
    console.log(`\nThe joint: longest stretch below −50 dBFS ${quietMs.toFixed(1)} ms; ${steps}`);
  }
}
