import { findMpegFrames } from './mpeg-frames.js';
import { mpegStart } from './mpeg-start.js';
import type { AudioContainer } from './recognise-container.js';
import { wavStart } from './wav-start.js';

/** Where in a file to begin so that it sounds from near a position on. */
export interface SoundStart {
  /** The first byte that is needed. */
  readonly offset: number;
  /** What time in the track that is. */
  readonly positionMs: number;
  /** What has to come before those bytes. */
  readonly front: Buffer;
  /** Whether they are frames of which the first may be cut. */
  readonly frames: boolean;
}

/** Where one wants to begin, and in what. */
export interface WantedStart {
  readonly positionMs: number;
  /** Length of the track, as far as it is known. */
  readonly durationMs: number | null;
  readonly totalBytes: number;
}

/** What lies before is there as soon as the rest is. */
const NEAR_BYTES = 128 * 1024;
/** No frame is longer. */
const MOST_CUT_BYTES = 16 * 1024;

/**
 * Where to begin in a file so that it sounds from that position on: a little before it, never behind. `undefined` when its first bytes
 * do not tell, or it is not worth it: then it begins at its start.
 * @param head its first bytes, with all of the tag that they may begin with
 */
export function soundStart(
  head: Buffer,
  container: AudioContainer | undefined,
  wanted: WantedStart,
): SoundStart | undefined {
  const start =
    container?.name === 'mpeg'
      ? mpegStart(head, wanted)
      : container?.name === 'wav'
        ? wavStart(head, wanted)
        : undefined;
  return start && start.offset > NEAR_BYTES ? start : undefined;
}

/** The sound that begins there. @param bytes those of the file from the start’s offset on */
export async function* soundFrom(start: SoundStart, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (start.front.length > 0) yield start.front;
  if (start.frames) yield* fromFirstFrame(bytes);
  else yield* bytes;
}

/** Without what is left of a frame at the front. */
async function* fromFirstFrame(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let cut: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (cut === undefined) {
      yield chunk;
      continue;
    }
    cut = Buffer.concat([cut, chunk]);
    if (cut.length < MOST_CUT_BYTES) continue;
    yield cut.subarray(Math.max(0, findMpegFrames(cut)));
    cut = undefined;
  }
  if (cut !== undefined && cut.length > 0) yield cut.subarray(Math.max(0, findMpegFrames(cut)));
}
