import { fileURLToPath } from 'node:url';
import { TonearmError } from '@tonearm/core';
import { playToFile } from './play-to-file.js';

const OUR_MUSIC = fileURLToPath(new URL('../../../bot/music', import.meta.url));

const [query, file = 'tonearm.ogg'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

if (query === undefined) {
  say('Usage: npm run play -- "<what to play>" [file.ogg]');
  process.exitCode = 2;
} else {
  try {
    const durationMs = await playToFile({ query, file, musicDir: process.env['MUSIC_DIR'] ?? OUR_MUSIC, say });
    say(`${(durationMs / 1_000).toFixed(1)} seconds of sound are in ${file}.`);
  } catch (error) {
    if (!(error instanceof TonearmError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
