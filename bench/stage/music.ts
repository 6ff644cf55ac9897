import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findFfmpeg } from '@tonearm/core';
import type { Belongings } from '../belongings.js';

/** A folder of music for both bots. */
export interface Music {
  readonly folder: string;
  /** The same Opus file under many names, so that no lookup is answered by a cache. */
  readonly opus: readonly string[];
  /** The same as MP3; none where no ffmpeg can make it. */
  readonly mp3: readonly string[];
  /** What the bots are told about ffmpeg. */
  readonly env: Readonly<Record<string, string>>;
}

/** Titles in the shipped music, which the folder holds too. */
export const TITLES = ['Needle Drop', 'Neon Sleeve', 'Run-In', 'Locked Groove'] as const;

const SHIPPED = fileURLToPath(new URL('../../../examples/bot/music/', import.meta.url));
const TRACKS = [
  '01 Needle Drop.opus',
  '02 Neon Sleeve.opus',
  'Lead-In Groove/1 Run-In.opus',
  'Lead-In Groove/2 Locked Groove.opus',
];

/** Makes the folder, with so many copies of each kind. */
export async function makeMusic(copies: number, belongings: Belongings): Promise<Music> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tonearm-bench-music-'));
  belongings.own(() => rm(folder, { recursive: true, force: true }));
  const shipped = path.join(SHIPPED, '01 Needle Drop.opus');
  if (copies === 0) {
    for (const track of TRACKS) await copyFile(path.join(SHIPPED, track), path.join(folder, path.basename(track)));
  }
  const opus = await copied(shipped, folder, 'passthrough', copies);
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === undefined || copies === 0) return { folder, opus, mp3: [], env: {} };
  const first = path.join(folder, 'source.mp3');
  await promisify(execFile)(ffmpeg.path, ['-v', 'error', '-i', shipped, '-vn', '-b:a', '160k', first]);
  const mp3 = await copied(first, folder, 'transcoded', copies);
  // ffmpeg-static, which prism-media asks first, takes its program from FFMPEG_BIN: both bots use the same.
  return { folder, opus, mp3, env: { FFMPEG_PATH: ffmpeg.path, FFMPEG_BIN: ffmpeg.path } };
}

async function copied(from: string, folder: string, name: string, copies: number): Promise<readonly string[]> {
  const names = Array.from({ length: copies }, (_, index) => `${name}-${index + 1}${path.extname(from)}`);
  for (const one of names) await copyFile(from, path.join(folder, one));
  return names;
}
