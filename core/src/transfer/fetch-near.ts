import { type SoundStart, soundStart } from '../audio/sound-start.js';
import { id3TagLength, recogniseContainer } from '../audio/recognise-container.js';
import { fetchRest } from './resumed-bytes.js';
import type { FetchedFile, FetchedPart, Transfer } from './transfer.js';

/** A file whose sound is wanted from a position on. */
export interface NearWanted {
  readonly file: FetchedFile;
  /** Its first bytes, 64 kB or so behind the tag that they may begin with. */
  readonly head: Buffer;
  readonly positionMs: number;
  /** Length of the track, as far as it is known. */
  readonly durationMs: number | null;
}

/** Where a file was begun, and its bytes from there on: `soundFrom` makes sound of them. */
export interface NearPart {
  readonly start: SoundStart;
  readonly part: FetchedPart;
}

/**
 * Begins a file near a position, so that what lies before is neither fetched nor decoded. `undefined` when its first bytes do not tell
 * where that is, it is near its start anyway, or its server begins nowhere else: then it is to be read from its start.
 */
export async function fetchNear(
  { file, head, positionMs, durationMs }: NearWanted,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<NearPart | undefined> {
  const { totalBytes } = file;
  if (totalBytes === null || positionMs <= 0) return undefined;
  const container = recogniseContainer(head.subarray(Math.min(head.length, id3TagLength(head))));
  const start = soundStart(head, container, { positionMs, durationMs, totalBytes });
  if (start === undefined) return undefined;
  try {
    return { start, part: await fetchRest(file, { from: start.offset }, transfer, signal) };
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
