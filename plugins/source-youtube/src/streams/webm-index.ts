import { readEbmlHeader, readUnsigned, UndecodableError } from '@tonearm/core';
import type { SoundCue, SoundIndex } from './sound-index.js';

/** Elements of Matroska (RFC 9559 §5.1) that say where the sound of a time begins. */
const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
} as const;

const MOST_CUES = 100_000;

/** Reads the head of a WebM file whose cues stand before its clusters, as YouTube writes it. Never throws. */
export function readWebmIndex(head: Buffer): SoundIndex {
  try {
    return read(head);
  } catch (error) {
    if (error instanceof UndecodableError) return { kind: 'none' };
    throw error;
  }
}

function read(head: Buffer): SoundIndex {
  let at = 0;
  let contentAt: number | undefined;
  let scaleNs = 1_000_000;
  let hasTracks = false;
  for (;;) {
    const header = readEbmlHeader(head.subarray(at));
    if (header === undefined) return { kind: 'short', needsBytes: at + 12 };
    const { id, size, length } = header;
    if (at === 0 && id !== ID.ebml) return { kind: 'none' };
    if (id === ID.segment && contentAt === undefined) {
      contentAt = at + length;
      at += length;
      continue;
    }
    if (size === undefined || id === ID.cluster) return { kind: 'none' };
    const end = at + length + size;
    if (end > head.length) return { kind: 'short', needsBytes: end };
    const content = head.subarray(at + length, end);
    if (id === ID.info) scaleNs = unsignedIn(content, ID.timestampScale) ?? scaleNs;
    if (id === ID.tracks) hasTracks = true;
    if (id === ID.cues && contentAt !== undefined && hasTracks)
      return { kind: 'index', introduction: head.subarray(0, at), cues: readCues(content, contentAt, scaleNs) };
    at = end;
  }
}

function readCues(content: Buffer, segmentAt: number, scaleNs: number): readonly SoundCue[] {
  const cues: SoundCue[] = [];
  for (const point of childrenOf(content, ID.cuePoint)) {
    const time = unsignedIn(point, ID.cueTime);
    const [place] = childrenOf(point, ID.cueTrackPositions);
    const cluster = place && unsignedIn(place, ID.cueClusterPosition);
    if (time === undefined || cluster === undefined || cues.length >= MOST_CUES) continue;
    cues.push({ atMs: (time * scaleNs) / 1e6, atByte: segmentAt + cluster });
  }
  return cues.sort((one, other) => one.atMs - other.atMs);
}

function unsignedIn(content: Buffer, id: number): number | undefined {
  const [found] = childrenOf(content, id);
  return found && readUnsigned(found);
}

function* childrenOf(content: Buffer, id: number): Generator<Buffer> {
  for (let at = 0; at < content.length; ) {
    const header = readEbmlHeader(content.subarray(at));
    if (header?.size === undefined) return;
    const from = at + header.length;
    at = from + header.size;
    if (header.id === id && at <= content.length) yield content.subarray(from, at);
  }
}
