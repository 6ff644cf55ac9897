import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { findFfmpeg } from '@tonearm/core';

const SAMPLE_RATE = 48_000;

/**
 * The pitch of a steady tone in Hz, by counting its waves over everything but the edges. `undefined` without ffmpeg,
 * which decodes it.
 */
export async function pitchOf(ogg: Uint8Array): Promise<number | undefined> {
  const samples = await decode(ogg);
  if (!samples) return undefined;
  const steady = samples.subarray(SAMPLE_RATE / 4, -SAMPLE_RATE / 4);
  const rises = [...steady.keys()].filter((index) => (steady[index - 1] ?? 0) < 0 && (steady[index] ?? 0) >= 0);
  const [first, last] = [rises[0], rises.at(-1)];
  if (first === undefined || last === undefined || first === last) return 0;
  return ((rises.length - 1) * SAMPLE_RATE) / (last - first);
}

/** What a listener's decoder makes of it, in one channel; `undefined` without ffmpeg. */
export async function decode(ogg: Uint8Array): Promise<Int16Array | undefined> {
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg) return undefined;
  const how = ['-v', 'error', '-i', 'pipe:0', '-ac', '1', '-ar', `${SAMPLE_RATE}`, '-f', 's16le', 'pipe:1'];
  const child = spawn(ffmpeg.path, how, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(ogg);
  await once(child, 'close');
  const bytes = Buffer.concat(chunks);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
