import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** How ffmpeg makes each kind of file. */
const ENCODERS = {
  mp3: ['-c:a', 'libmp3lame', '-b:a', '64k', '-id3v2_version', '3'],
  m4a: ['-c:a', 'aac', '-b:a', '64k'],
  aac: ['-c:a', 'aac', '-b:a', '64k', '-f', 'adts'],
  flac: ['-c:a', 'flac'],
  ogg: ['-c:a', 'libvorbis'],
  opus: ['-c:a', 'libopus', '-b:a', '32k', '-page_duration', '200000'],
  wav: ['-c:a', 'pcm_s16le'],
  webm: ['-c:a', 'libopus', '-b:a', '32k'],
  aiff: ['-c:a', 'pcm_s16be', '-write_id3v2', '1'],
  mka: ['-c:a', 'libopus', '-b:a', '32k'],
  wma: ['-c:a', 'wmav2', '-b:a', '64k'],
  wv: ['-c:a', 'wavpack'],
  'alac.m4a': ['-c:a', 'alac'],
  'surround.opus': ['-ac', '6', '-c:a', 'libopus', '-mapping_family', '1'],
  /** Without a length in its head, as browsers record it. */
  'live.webm': ['-c:a', 'libopus', '-b:a', '32k', '-f', 'webm', '-live', '1', '-cluster_time_limit', '20000'],
} as const;

export type AudioKind = keyof typeof ENCODERS;
/** One of each kind of file that can be played. */
export const AUDIO_KINDS = [
  ...['mp3', 'm4a', 'aac', 'flac', 'ogg', 'opus', 'wav', 'webm', 'aiff', 'mka', 'wma', 'wv'],
] as const;

export interface FixtureTags {
  readonly title?: string;
  readonly artist?: string;
  readonly album?: string;
  readonly albumArtist?: string;
  readonly disc?: string;
  readonly track?: string;
  readonly REPLAYGAIN_TRACK_GAIN?: string;
  readonly REPLAYGAIN_ALBUM_GAIN?: string;
  readonly R128_TRACK_GAIN?: string;
  readonly R128_ALBUM_GAIN?: string;
  readonly LYRICS?: string;
}

const run = promisify(execFile);
const made = new Map<string, Promise<Buffer>>();

/** Skips the suite, saying why, where ffmpeg has not been installed with the rest. */
export function needsFfmpeg(context: Mocha.Context): void {
  if (ffmpegPath() !== undefined) return;
  console.log('      skipped: @ffmpeg-installer/ffmpeg is not installed here, so no audio files can be made');
  context.skip();
}

/** A real file of that kind: a sine tone with tags. Made once for equal arguments. */
export function anAudioFile(kind: AudioKind, tags: FixtureTags = {}, seconds = 1): Promise<Buffer> {
  const key = JSON.stringify([kind, tags, seconds]);
  const file = made.get(key) ?? make(kind, tags, seconds);
  made.set(key, file);
  return file;
}

/** A one-second MP3 with ID3v2.3 tags written here: quick enough to make a thousand. */
export async function aTaggedMp3(tags: FixtureTags, cover?: Buffer, more: readonly Buffer[] = []): Promise<Buffer> {
  const frames = [
    ...(tags.title === undefined ? [] : [textFrame('TIT2', tags.title)]),
    ...(tags.artist === undefined ? [] : [textFrame('TPE1', tags.artist)]),
    ...(tags.album === undefined ? [] : [textFrame('TALB', tags.album)]),
    ...(tags.albumArtist === undefined ? [] : [textFrame('TPE2', tags.albumArtist)]),
    ...(tags.disc === undefined ? [] : [textFrame('TPOS', tags.disc)]),
    ...(tags.track === undefined ? [] : [textFrame('TRCK', tags.track)]),
    ...(cover === undefined
      ? []
      : [frame('APIC', Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), cover]))]),
    ...more,
  ];
  const body = Buffer.concat(frames);
  const size = [21, 14, 7, 0].map((shift) => (body.length >>> shift) & 0x7f);
  const tag = Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), body]);
  return Buffer.concat([tag, await withoutTag(await anAudioFile('mp3'))]);
}

/** A picture of one pixel. */
export const A_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function make(kind: AudioKind, tags: FixtureTags, seconds: number): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-make-'));
  try {
    const file = join(folder, `tone.${kind}`);
    const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
    const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`, '-ac', '2'];
    await run(ffmpegPath() ?? 'ffmpeg', ['-loglevel', 'error', ...tone, ...ENCODERS[kind], ...metadata, file]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function ffmpegPath(): string | undefined {
  try {
    const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg');
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

function withoutTag(mp3: Buffer): Buffer {
  const size = mp3.subarray(6, 10).reduce((sum, byte) => sum * 128 + byte, 0);
  return mp3.toString('latin1', 0, 3) === 'ID3' ? mp3.subarray(10 + size) : mp3;
}

/** Lyrics without times, of no language and without a name, for {@link aTaggedMp3}. */
export function unsyncedLyricsFrame(text: string): Buffer {
  const head = Buffer.from('\x01und\xff\xfe\0\0\xff\xfe', 'latin1');
  return frame('USLT', Buffer.concat([head, Buffer.from(text, 'utf16le')]));
}

/** Lyrics with times in milliseconds, for {@link aTaggedMp3}. */
export function syncedLyricsFrame(entries: readonly (readonly [text: string, atMs: number])[]): Buffer {
  const body = entries.flatMap(([text, atMs]) => {
    const time = Buffer.alloc(4);
    time.writeUInt32BE(atMs);
    return [Buffer.from(`${text}\0`, 'latin1'), time];
  });
  // Latin-1, no language, milliseconds, lyrics, no name.
  return frame('SYLT', Buffer.concat([Buffer.from('\0und\x02\x01\0', 'latin1'), ...body]));
}

function textFrame(id: string, text: string): Buffer {
  return frame(id, Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
}

function frame(id: string, content: Buffer): Buffer {
  const header = Buffer.alloc(10);
  header.write(id, 'latin1');
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}
