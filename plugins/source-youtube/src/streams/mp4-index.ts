import type { SoundCue, SoundIndex } from './sound-index.js';

/** Size and name of a box (ISO 14496-12 §4.2), and, where the size is 1, a long one behind them. */
const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;
/** Of a `sidx`, what stands before its references, in its two versions; and each of them (§8.16.3). */
const SIDX_BYTES = [24, 32] as const;
const REFERENCE_BYTES = 12;

/**
 * Reads the head of an MP4 file in fragments whose table of them (`sidx`) stands before the first, as YouTube writes its AAC. Never
 * throws.
 */
export function readMp4Index(head: Buffer): SoundIndex {
  let hasTracks = false;
  for (let at = 0; ; ) {
    if (head.length < at + LONG_HEADER_BYTES) return { kind: 'short', needsBytes: at + LONG_HEADER_BYTES };
    const name = head.toString('latin1', at + 4, at + HEADER_BYTES);
    if ((at === 0) !== (name === 'ftyp') || name === 'moof' || name === 'mdat') return NONE;
    const size = head.readUInt32BE(at);
    const headerBytes = size === 1 ? LONG_HEADER_BYTES : HEADER_BYTES;
    const end = at + (size === 1 ? Number(head.readBigUInt64BE(at + HEADER_BYTES)) : size);
    // A size of 0 means: to the end of the file.
    if (end < at + headerBytes || !Number.isSafeInteger(end)) return NONE;
    if (end > head.length) return { kind: 'short', needsBytes: end };
    if (name === 'moov') hasTracks = true;
    if (name === 'sidx' && hasTracks) {
      const cues = readReferences(head.subarray(at + headerBytes, end), end);
      return cues === undefined ? NONE : { kind: 'index', introduction: head.subarray(0, at), cues };
    }
    at = end;
  }
}

const NONE: SoundIndex = { kind: 'none' };

/** `undefined` where the table is damaged, or leads to further tables. */
function readReferences(table: Buffer, endsAt: number): readonly SoundCue[] | undefined {
  const version = table[0] === 0 ? 0 : 1;
  const first = SIDX_BYTES[version];
  if (table.length < first) return undefined;
  const timescale = table.readUInt32BE(8);
  const count = table.readUInt16BE(first - 2);
  if (timescale === 0 || table.length < first + count * REFERENCE_BYTES) return undefined;
  const cues: SoundCue[] = [];
  let atByte = endsAt + (version === 0 ? table.readUInt32BE(16) : Number(table.readBigUInt64BE(20)));
  let time = 0;
  for (let index = 0; index < count; index += 1) {
    const from = first + index * REFERENCE_BYTES;
    const sized = table.readUInt32BE(from);
    if (sized >= 0x8000_0000 || !Number.isSafeInteger(atByte)) return undefined;
    cues.push({ atMs: Math.round((time * 1000) / timescale), atByte });
    atByte += sized;
    time += table.readUInt32BE(from + 4);
  }
  return cues;
}
