import type { FileHandle } from 'node:fs/promises';
import { readAt } from './sniff-container.js';

/** A cluster holds a few seconds of sound; with a picture track it may be larger, and we then do not know. */
const TAIL_LENGTH = 1024 * 1024;
const HEAD_LENGTH = 4 * 1024;

/** Elements of Matroska (RFC 9559 §5.1) by their ids. */
const CLUSTER = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
/** The scale of one millisecond, which is the default and what nearly everyone writes. */
const TIMESTAMP_SCALE = Buffer.from([0x2a, 0xd7, 0xb1]);
const ONE_MILLISECOND = Buffer.from([0x83, 0x0f, 0x42, 0x40]);
const FRAME_MS = 20;
/** The number of the track, of variable length, and two bytes of time. */
const LONGEST_BLOCK_HEAD = 11;

/**
 * Length in milliseconds of a WebM file whose head does not tell it, as a browser records it or a pipe receives it:
 * when its last block begins. `null` when that cannot be seen.
 */
export async function webmLengthMs(file: FileHandle, sizeBytes: number): Promise<number | null> {
  const head = await readAt(file, 0, HEAD_LENGTH);
  const scaleAt = head.indexOf(TIMESTAMP_SCALE);
  if (scaleAt !== -1 && head.indexOf(ONE_MILLISECOND, scaleAt) !== scaleAt + TIMESTAMP_SCALE.length) return null;
  const tail = await readAt(file, Math.max(0, sizeBytes - TAIL_LENGTH), TAIL_LENGTH);
  const clusterAt = tail.lastIndexOf(CLUSTER);
  return clusterAt === -1 ? null : lastBlockMs(tail, clusterAt + CLUSTER.length);
}

function lastBlockMs(bytes: Buffer, clusterSizeAt: number): number | null {
  let clusterMs: number | null = null;
  let blockMs: number | null = null;
  let at = clusterSizeAt + vintLength(bytes, clusterSizeAt);
  while (at + 8 < bytes.length) {
    const id = bytes.readUInt8(at);
    const sizeLength = vintLength(bytes, at + 1);
    const contentAt = at + 1 + sizeLength;
    if (sizeLength > 6 || contentAt + LONGEST_BLOCK_HEAD > bytes.length) break;
    const size = bytes.readUIntBE(at + 1, sizeLength) % 2 ** (7 * sizeLength);
    if (id === TIMESTAMP && size > 0 && size <= 6) clusterMs = bytes.readUIntBE(contentAt, size);
    if (id === SIMPLE_BLOCK || id === BLOCK) blockMs = bytes.readInt16BE(contentAt + vintLength(bytes, contentAt));
    at = id === BLOCK_GROUP ? contentAt : contentAt + size;
  }
  return clusterMs === null || blockMs === null ? null : clusterMs + blockMs + FRAME_MS;
}

/** How many bytes a number of variable length takes (RFC 8794 §4). */
function vintLength(bytes: Buffer, at: number): number {
  return Math.clz32(bytes[at] ?? 0) - 23;
}
