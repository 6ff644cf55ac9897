import { type FetchedPart, readWhole, type Transfer } from '@tonearm/core';
import { AddressFault } from './address-fault.js';
import type { SoundFormat } from './formats.js';
import { pieceFrom } from './healed-bytes.js';
import { openFlowingPart, openPart } from './sound-part.js';
import { readMp4Index } from './mp4-index.js';
import { cueFor, type SoundIndex } from './sound-index.js';
import { sayOfWay } from './way-texts.js';
import { readWebmIndex } from './webm-index.js';

/** A file of sound, open at the place that is nearest before a position. */
export interface OpenedSound {
  /** What has to be read before the part. */
  readonly introduction: Buffer;
  readonly part: FetchedPart;
  /** Where in the video the part begins. */
  readonly positionMs: number;
}

/** How the head of each kind is read; MP4 with a picture is not cut into parts. */
const READERS: Readonly<Record<SoundFormat['kind'], ((head: Buffer) => SoundIndex) | undefined>> = {
  opus: readWebmIndex,
  aac: readMp4Index,
  'with-picture': undefined,
};
/** The head of a file of some minutes takes a few kilobytes; that of ten hours a hundred. */
const HEAD_BYTES = 16 * 1024;
const MOST_HEAD_BYTES = 4 * 1024 * 1024;

/**
 * Opens a file of sound. WebM and MP4 begin at the cluster, or fragment, with the position, because their heads tell where that is;
 * everything else at its start.
 * @throws AddressFault, SourceUnavailableError
 */
export async function openSound(
  format: SoundFormat,
  positionMs: number,
  { transfer, pieceBytes }: { readonly transfer: Transfer; readonly pieceBytes: number },
  signal: AbortSignal,
): Promise<OpenedSound> {
  const read = positionMs > 0 ? READERS[format.kind] : undefined;
  const index = read && (await readHead(format, read, transfer, signal));
  const cue = index && cueFor(index.cues, positionMs);
  const [introduction, atByte, atMs] =
    index && cue ? [index.introduction, cue.atByte, cue.atMs] : [Buffer.alloc(0), 0, 0];
  const part = await openFlowingPart(format, pieceFrom(atByte, pieceBytes), transfer, signal);
  return { introduction, part, positionMs: atMs };
}

async function readHead(
  format: SoundFormat,
  read: (head: Buffer) => SoundIndex,
  transfer: Transfer,
  signal: AbortSignal,
) {
  let length = format.headBytes ?? HEAD_BYTES;
  // A table that is longer than thought says how long it is, at most twice: its header first, and then itself.
  for (let tries = 0; tries < 3 && length <= MOST_HEAD_BYTES; tries++) {
    const index = read(await fetchHead(format, length, transfer, signal));
    if (index.kind === 'index') return index;
    if (index.kind === 'none' || index.needsBytes <= length) return undefined;
    length = index.needsBytes + 16;
  }
  return undefined;
}

async function fetchHead(
  format: SoundFormat,
  length: number,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<Buffer> {
  const part = await openPart(format, { from: 0, to: length - 1 }, transfer, signal);
  try {
    const tooLong = () => new AddressFault('other-file', sayOfWay('sends-too-much'));
    return await readWhole(part.bytes, length, tooLong);
  } finally {
    part.close();
  }
}
