import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Ffmpeg } from '../../src/audio/ffmpeg.js';
import { oggOpusFile } from '../../src/audio/ogg-writer.js';
import type { OpusPacket } from '../../src/audio/opus-packet.js';

const RATE = 48_000;

/** Samples of both ears, from −1 to 1. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** One tone, as loud as said in each ear. */
export interface Tone {
  readonly hz: number;
  readonly left?: number;
  readonly right?: number;
}

/** A WAV file with tones at once. `fromMs`: where in the waves it begins, so that a second file can go on where one ends. */
export function aWav(durationMs: number, tones: readonly Tone[] = [{ hz: 440 }], fromMs = 0): Buffer {
  const samples = durationMs * 48;
  const data = Buffer.alloc(samples * 4);
  for (let index = 0; index < samples; index += 1) {
    let [left, right] = [0, 0];
    for (const tone of tones) {
      const wave = Math.sin((2 * Math.PI * tone.hz * (index + fromMs * 48)) / RATE);
      left += (tone.left ?? 0.25) * wave;
      right += (tone.right ?? 0.25) * wave;
    }
    data.writeInt16LE(Math.round(left * 32_767), index * 4);
    data.writeInt16LE(Math.round(right * 32_767), index * 4 + 2);
  }
  return Buffer.concat([wavHeader(data.length), data]);
}

/** What a listener's decoder makes of the packets. */
export async function decoded(ffmpeg: Ffmpeg, packets: readonly OpusPacket[]): Promise<Stereo> {
  const how = ['-v', 'error', '-i', 'pipe:0', '-ac', '2', '-ar', `${RATE}`, '-f', 'f32le', 'pipe:1'];
  const child = spawn(ffmpeg.path, how, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(oggOpusFile(packets, { preSkip: 0 }));
  await once(child, 'close');
  const bytes = Buffer.concat(chunks);
  const both = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return { left: both.filter((_, index) => index % 2 === 0), right: both.filter((_, index) => index % 2 === 1) };
}

/** How loud one frequency is, from 0 to 1, by Goertzel's algorithm. */
export function levelAt(samples: Float32Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let [last, before] = [0, 0];
  for (const sample of samples) [last, before] = [sample + turn * last - before, last];
  const power = last * last + before * before - turn * last * before;
  return (2 * Math.sqrt(Math.max(0, power))) / samples.length;
}

/** How loud it is altogether. */
export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

export function decibels(ratio: number): number {
  return 20 * Math.log10(ratio);
}

/** The pitch of a steady tone, by counting its waves. */
export function pitchOf(samples: Float32Array): number {
  const rises: number[] = [];
  for (let at = 1; at < samples.length; at += 1) {
    if ((samples[at - 1] ?? 0) < 0 && (samples[at] ?? 0) >= 0) rises.push(at);
  }
  const [first, last] = [rises[0], rises.at(-1)];
  return first === undefined || last === undefined ? 0 : ((rises.length - 1) * RATE) / (last - first);
}

/** The longest stretch that nobody hears, in milliseconds: less than a twentieth of the loudest. */
export function longestSilenceMs(samples: Float32Array): number {
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  let [longest, current] = [0, 0];
  for (const sample of samples) {
    current = Math.abs(sample) < loudest / 20 ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return (longest * 1_000) / RATE;
}

/** A part of the samples, by milliseconds. */
export function part(samples: Float32Array, fromMs: number, toMs: number): Float32Array {
  return samples.subarray(fromMs * 48, toMs * 48);
}

function wavHeader(length: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(length, 40);
  return header;
}
