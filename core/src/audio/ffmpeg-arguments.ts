import type { AudioStream } from '../model/audio-stream.js';
import { OPUS_SAMPLE_RATE } from './opus-packet.js';
import type { TranscodeOptions } from './transcoder.js';

/**
 * The containers ffmpeg may read. Without this list a file that is in truth a playlist (HLS, concat, DASH) could make
 * it open other files.
 */
const DEMUXERS = [
  ...['aac', 'ac3', 'aiff', 'amr', 'ape', 'asf', 'au', 'avi', 'caf', 'dsf', 'dts', 'eac3', 'flac', 'flv', 'loas'],
  ...[
    'matroska',
    'mov',
    'mp3',
    'mpc',
    'mpc8',
    'mpeg',
    'mpegts',
    'ogg',
    's16le',
    'tak',
    'tta',
    'voc',
    'w64',
    'wav',
    'wv',
  ],
];

/** What every chain of filters may rely on. */
const STEREO_48K = 'aformat=sample_rates=48000:channel_layouts=stereo';

/**
 * What ffmpeg is told, to give 16-bit samples, two channels at 48 kHz. Nothing in it comes from a listener; a file is opened only if the
 * source vouches for it.
 */
export function ffmpegArguments(
  stream: AudioStream,
  { positionMs, skipMs = 0, chain = '' }: Omit<TranscodeOptions, 'signal'>,
): string[] {
  const raw = stream.format === 's16le';
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    ...['-protocol_whitelist', stream.file === undefined ? 'pipe' : 'file,pipe'],
    ...['-format_whitelist', DEMUXERS.join(',')],
    ...(raw ? ['-f', 's16le', '-ar', '48000', '-ac', '2'] : []),
    ...(stream.file === undefined ? ['-i', 'pipe:0'] : fileInput(stream.file, positionMs)),
    ...['-map', '0:a:0', '-map_metadata', '-1', '-ar', '48000', '-ac', '2'],
    ...filters(stream.file === undefined ? skipMs : 0, chain),
    // Written at once: the first sound does not wait for more of it.
    ...['-c:a', 'pcm_s16le', '-f', 's16le', '-flush_packets', '1', 'pipe:1'],
  ];
}

/** What lies before the sample to begin with is decoded, and never encoded. */
function filters(skipMs: number, chain: string): string[] {
  const firstSample = Math.round((skipMs * OPUS_SAMPLE_RATE) / 1000);
  const skip = firstSample > 0 ? [`atrim=start_sample=${firstSample}`, 'asetpts=PTS-STARTPTS'] : [];
  const all = [...skip, ...(chain === '' ? [] : [chain])];
  return all.length === 0 ? [] : ['-af', [STEREO_48K, ...all].join(',')];
}

function fileInput(file: string, positionMs: number): string[] {
  return [...(positionMs > 0 ? ['-ss', (positionMs / 1000).toFixed(3)] : []), '-i', `file:${file}`];
}
