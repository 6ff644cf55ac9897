import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { oggOpusFile, toOpusPacket } from '@tonearm/core';

const FRAME_MS = 20;
/** 20 ms of nothing in Opus (RFC 6716 §3.1: CELT, fullband, stereo). */
const SILENCE = Buffer.from([0xfc, 0xff, 0xfe]);

/** An Ogg/Opus file of so many seconds. */
export function anOpusFile(seconds = 2, tags: Readonly<Record<string, string>> = {}): Buffer {
  const packet = toOpusPacket(SILENCE);
  if (!packet) throw new Error('The packet is none.');
  const packets = Array.from({ length: (seconds * 1000) / FRAME_MS }, () => packet);
  return oggOpusFile(packets, { preSkip: 0, tags });
}

/** MP3 frames of 64 kbit/s, 44.1 kHz, mono: silence, about 38 a second. */
export function mp3Frames(count: number, mark = 0): Buffer {
  const frame = Buffer.alloc(208);
  frame.set([0xff, 0xfb, 0x50, 0xc4]);
  frame.fill(mark, 60);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** An ID3v2.4 tag with a title. */
export function id3Tag(title: string): Buffer {
  const text = Buffer.concat([Buffer.from([3]), Buffer.from(title, 'utf8')]);
  const frame = Buffer.concat([Buffer.from('TIT2'), sevenBits(text.length), Buffer.from([0, 0]), text]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), sevenBits(frame.length), frame]);
}

const run = promisify(execFile);
const made = new Map<string, Promise<Buffer>>();

/** A sine of 440 Hz, as ffmpeg makes it with these arguments; the last one names the kind of file. */
export function aSine(seconds: number, ...args: readonly [...string[], string]): Promise<Buffer> {
  const key = JSON.stringify([seconds, args]);
  const file = made.get(key) ?? make(seconds, args);
  made.set(key, file);
  return file;
}

/** Skips the suite, saying why, where ffmpeg has not been installed with the rest. */
export function needsFfmpeg(context: Mocha.Context): void {
  if (ffmpegPath() !== undefined) return;
  console.log('      skipped: @ffmpeg-installer/ffmpeg is not installed here, so no audio files can be made');
  context.skip();
}

async function make(seconds: number, args: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-make-'));
  try {
    const file = join(folder, `tone.${args.at(-1)}`);
    const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`];
    await run(ffmpegPath() ?? 'ffmpeg', ['-loglevel', 'error', ...tone, ...args.slice(0, -1), file]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The ffmpeg that comes with the rest. */
export function ffmpegPath(): string | undefined {
  try {
    const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg');
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

function sevenBits(size: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (size >>> shift) & 0x7f));
}
