import { fetchRest, UndecodableError } from '@tonearm/core';
import { LinkTransfer } from './link-transfer.js';
import type { LinkParts, OpenedLink } from './opened-link.js';
import { Peekable } from './peekable.js';
import { say } from './texts.js';

/** An index is a few bytes per second of sound. */
const MOST_INDEX_BYTES = 32 * 1024 * 1024;
/** Boxes that are looked into for the table of places (ISO/IEC 14496-12). */
const PARENTS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

interface Box {
  readonly type: string;
  readonly at: number;
  readonly headerLength: number;
  /** Header included; to the end of the file when it is 0. */
  readonly length: number;
}

/** What an MP4 file has to begin with so that it can be read from front to end. */
export interface Mp4Front {
  /** What stands before the sound, and the index with it. */
  readonly bytes: Buffer;
  /** Where in the file to go on behind it. */
  readonly soundAt: number;
}

/**
 * The front of an MP4 file whose index stands at its end, as telephones record it: the index is fetched and moved before the
 * sound, its table of places moved along. `undefined` when it stands in front already.
 * @throws UndecodableError when it is at the end and the server begins nowhere but at the start
 */
export async function mp4Front(link: OpenedLink, parts: LinkParts, signal: AbortSignal): Promise<Mp4Front | undefined> {
  const sound = boxesOf(link.head).find(({ type }) => type === 'moov' || type === 'mdat');
  if (sound?.type !== 'mdat') return undefined;
  const behindSound = sound.at + sound.length;
  if (sound.length === 0 || link.totalBytes === null || behindSound >= link.totalBytes) throw noIndex();
  const index = await readIndex(link, behindSound, parts, signal);
  movePlaces(index, index.length);
  return { bytes: Buffer.concat([link.head.subarray(0, sound.at), index]), soundAt: sound.at };
}

/** The part of an MP4 file that tells of the rest, wherever it stands. @throws UndecodableError when it cannot be had */
export async function mp4Index(link: OpenedLink, parts: LinkParts, signal: AbortSignal): Promise<Buffer> {
  const moov = boxesOf(link.head).find(({ type }) => type === 'moov');
  if (moov === undefined) return (await mp4Front(link, parts, signal))?.bytes ?? link.head;
  const end = moov.at + moov.length;
  return end > MOST_INDEX_BYTES ? link.head : (await link.content.peek(end)).subarray(0, end);
}

async function readIndex(link: OpenedLink, from: number, parts: LinkParts, signal: AbortSignal): Promise<Buffer> {
  const part = await fetchRest(link, { from }, new LinkTransfer(parts), signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw noIndex(cause);
  });
  const rest = new Peekable(part.bytes);
  try {
    for (let wanted = 16; wanted <= MOST_INDEX_BYTES; ) {
      const bytes = await rest.peek(wanted);
      const boxes = boxesOf(bytes);
      const moov = boxes.find(({ type }) => type === 'moov');
      const last = boxes.at(-1);
      const needed = moov ? moov.at + moov.length : (last?.at ?? 0) + (last?.length ?? 0) + 16;
      if (moov && bytes.length >= needed) return Buffer.from(bytes.subarray(moov.at, needed));
      if (bytes.length < wanted || needed <= wanted) break;
      wanted = needed;
    }
    throw noIndex();
  } finally {
    part.close();
  }
}

/** The boxes that begin in these bytes, one behind the other. */
function boxesOf(bytes: Buffer, from = 0, until = bytes.length): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= until; ) {
    const size = bytes.readUInt32BE(at);
    const isLong = size === 1 && at + 16 <= until;
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : size;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), at, headerLength: isLong ? 16 : 8, length });
    if (length < 8) break;
    at += length;
  }
  return boxes;
}

/** Adds to each place in the tables of an index, for what is put before the sound. */
function movePlaces(bytes: Buffer, by: number, from = 0, until = bytes.length): void {
  for (const { type, at, headerLength, length } of boxesOf(bytes, from, until)) {
    const content = at + headerLength;
    const end = Math.min(until, at + length);
    if (PARENTS.has(type)) movePlaces(bytes, by, content, end);
    if ((type !== 'stco' && type !== 'co64') || content + 8 > end) continue;
    const width = type === 'stco' ? 4 : 8;
    const most = Math.floor((end - content - 8) / width);
    for (let place = 0; place < Math.min(most, bytes.readUInt32BE(content + 4)); place++) {
      const where = content + 8 + place * width;
      if (width === 4) bytes.writeUInt32BE((bytes.readUInt32BE(where) + by) >>> 0, where);
      else bytes.writeBigUInt64BE(BigInt.asUintN(64, bytes.readBigUInt64BE(where) + BigInt(by)), where);
    }
  }
}

function noIndex(cause?: unknown): UndecodableError {
  return new UndecodableError(say('index-at-end'), { cause });
}
