import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@tonearm/core';
import type { ChannelListener } from '@tonearm/discord-sandbox';
import { decode } from './pitch.js';

const run = promisify(execFile);
const SAMPLE_RATE = 48_000;
/** How long each half is, in milliseconds: whole packets, and whole waves of 440 Hz. */
export const HALF_MS = 1_500;

/** Puts a tone into a folder, cut in two files of one kind whose waves go on where the other's end. */
export async function splitSine(folder: string, kind: 'opus' | 'flac'): Promise<void> {
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg) return;
  await mkdir(folder, { recursive: true });
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${(2 * HALF_MS) / 1000}`];
  const codec = kind === 'opus' ? ['-c:a', 'libopus', '-b:a', '128k'] : ['-c:a', 'flac'];
  for (const half of [0, 1]) {
    const cut = `atrim=start_sample=${half * HALF_MS * 48}:end_sample=${(half + 1) * HALF_MS * 48},asetpts=PTS-STARTPTS`;
    await run(ffmpeg.path, ['-v', 'error', ...tone, '-af', cut, ...codec, path.join(folder, `${half + 1}.${kind}`)]);
  }
}

/** What a listener noticed of a joint. */
export interface Joint {
  /** The longest stretch without sound from shortly before it to shortly after, in milliseconds. */
  readonly silentMs: number;
  /** How long all of it sounded, slots that were missed included. */
  readonly durationMs: number;
}

/** Decodes what was heard of a {@link splitSine}; slots in which nothing came count as silent. */
export async function jointOf(listener: ChannelListener): Promise<Joint> {
  const samples = (await decode(listener.toOgg())) ?? new Int16Array();
  const missedMs = listener.gaps(25).reduce((sum, { mediaMs }) => sum + Math.max(0, mediaMs - 20), 0);
  const around = samples.subarray((HALF_MS - 100) * 48, (HALF_MS + 100) * 48);
  const durationMs = listener.frames.length * 20 + missedMs;
  return { silentMs: Math.max(missedMs, longestSilenceMs(around)), durationMs };
}

function longestSilenceMs(samples: Int16Array): number {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  let [longest, current] = [0, 0];
  for (const sample of samples) {
    current = Math.abs(sample) < loudest / 20 ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return (longest * 1_000) / SAMPLE_RATE;
}
