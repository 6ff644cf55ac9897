import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { SAMPLE_RATE, type Stereo, silence } from '../sound/stereo.js';

/** The ffmpeg to use: FFMPEG_PATH, else the one in PATH, else the one that @ffmpeg-installer brings. Throws when there is none. */
export function findFfmpeg(): string {
  const named = process.env['FFMPEG_PATH'];
  if (named !== undefined && named !== '') return named;
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return 'ffmpeg';
  } catch {
    // The package picks the binary for this machine and throws where it has none.
    return (createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }).path;
  }
}

/** Encodes to an Ogg file of Opus in frames of 20 ms, at a variable rate that comes out around 100 kbit/s. Throws when ffmpeg fails. */
export function encodeOpus(ffmpeg: string, sound: Stereo): Buffer {
  const encoder = ['-c:a', 'libopus', '-b:a', '84k', '-vbr', 'on', '-application', 'audio', '-frame_duration', '20'];
  return run(
    ffmpeg,
    [...rawInput(), ...encoder, '-fflags', '+bitexact', '-flags', '+bitexact', '-f', 'ogg', 'pipe:1'],
    interleaved(sound),
  );
}

/** Decodes any audio file to 48 kHz stereo. Throws when ffmpeg fails. */
export function decode(ffmpeg: string, file: string): Stereo {
  const bytes = run(
    ffmpeg,
    ['-i', file, '-map', '0:a', '-f', 'f32le', '-ar', `${SAMPLE_RATE}`, '-ac', '2', 'pipe:1'],
    Buffer.alloc(0),
  );
  // The copy begins at a multiple of four bytes, which a Float32Array asks for; every machine that runs Node is little-endian.
  const samples = new Float32Array(new Uint8Array(bytes).buffer);
  const sound = silence(samples.length / 2);
  for (let i = 0; i < sound.left.length; i++) {
    sound.left[i] = samples[2 * i];
    sound.right[i] = samples[2 * i + 1];
  }
  return sound;
}

function rawInput(): string[] {
  return ['-f', 'f32le', '-ar', `${SAMPLE_RATE}`, '-ac', '2', '-i', 'pipe:0'];
}

function run(ffmpeg: string, args: readonly string[], input: Buffer): Buffer {
  return execFileSync(ffmpeg, ['-hide_banner', '-loglevel', 'error', ...args], { input, maxBuffer: 2 ** 28 });
}

function interleaved({ left, right }: Stereo): Buffer {
  const samples = new Float32Array(2 * left.length);
  for (let i = 0; i < left.length; i++) {
    samples[2 * i] = left[i];
    samples[2 * i + 1] = right[i];
  }
  return Buffer.from(samples.buffer);
}
