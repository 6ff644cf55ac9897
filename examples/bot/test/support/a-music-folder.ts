import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findFfmpeg, type OpusPacket, oggOpusFile, opusPackets } from '@tonearm/core';

const MUSIC = fileURLToPath(new URL('../../../music/', import.meta.url));
const run = promisify(execFile);

/** A folder of short music for one bot, and the packets of its opus files. */
export interface MusicFolder {
  readonly path: string;
  /** What has to be heard of a file, packet by packet. */
  readonly packets: Readonly<Record<'shortDrop' | 'first' | 'second', readonly OpusPacket[]>>;
  /** Whether there was an ffmpeg to make `Sine.mp3`, 440 Hz for three seconds. */
  readonly hasMp3: boolean;
}

/**
 * `Short Drop.opus` (3 s), `Long Play.opus` (a whole track with its cover), `Mixtape/` (two tracks of 1.2 s),
 * `Scratched/` (the same with a broken file between them), `Noise.mp3` (no sound in it), `Letter.opus` (text).
 */
export async function aMusicFolder(): Promise<MusicFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tonearm-music-'));
  const drop = path.join(MUSIC, '01 Needle Drop.opus');
  const sleeve = path.join(MUSIC, '02 Neon Sleeve.opus');
  const dropPackets = await firstPackets(drop, 210);
  const sleevePackets = await firstPackets(sleeve, 60);
  const packets = { shortDrop: dropPackets.slice(0, 150), first: dropPackets.slice(150, 210), second: sleevePackets };
  const noise = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919 + 13) % 251));
  const files: Record<string, Uint8Array> = {
    'Short Drop.opus': opusFile(packets.shortDrop, 'Short Drop'),
    'Long Play.opus': await readFile(sleeve),
    'Mixtape/1 First.opus': opusFile(packets.first, 'First Side'),
    'Mixtape/2 Second.opus': opusFile(packets.second, 'Second Side'),
    'Scratched/1 First.opus': opusFile(packets.first, 'Clean Start'),
    'Scratched/2 Broken.mp3': noise,
    'Scratched/3 Third.opus': opusFile(packets.second, 'Clean End'),
    'Noise.mp3': noise,
    'Letter.opus': Buffer.from('Dear listener, this is a letter and no music at all.\n'.repeat(40)),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return { path: folder, packets, hasMp3: await makeSine(path.join(folder, 'Sine.mp3')) };
}

function opusFile(packets: readonly OpusPacket[], title: string): Buffer {
  return oggOpusFile(packets, { preSkip: 0, tags: { TITLE: title, ARTIST: 'The Tonearms' } });
}

async function firstPackets(file: string, count: number): Promise<OpusPacket[]> {
  const readable = Readable.from([await readFile(file)]);
  const packets: OpusPacket[] = [];
  const signal = new AbortController().signal;
  for await (const packet of opusPackets({ readable, format: 'ogg/opus', positionMs: 0 }, { signal })) {
    packets.push(packet);
    if (packets.length === count) break;
  }
  return packets;
}

async function makeSine(file: string): Promise<boolean> {
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg) return false;
  const tone = 'sine=frequency=440:duration=3:sample_rate=48000';
  const tags = ['-metadata', 'title=Concert Pitch', '-metadata', 'artist=Orchestra'];
  await run(ffmpeg.path, ['-v', 'error', '-f', 'lavfi', '-i', tone, '-b:a', '128k', ...tags, file]);
  return true;
}
