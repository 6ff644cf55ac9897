/** Facts in this file are from RFC 3533 (Ogg) §6. */
const CAPTURE = Buffer.from('OggS', 'latin1');
const HEADER_LENGTH = 27;
const CRC_OFFSET = 22;
const MAX_SEGMENTS = 255;

/** One page of an Ogg stream. */
export interface OggPage {
  readonly continued: boolean;
  readonly first: boolean;
  readonly last: boolean;
  /** For Opus: samples at 48 kHz up to the end of the last packet that ends here; -1 when none does. */
  readonly granule: bigint;
  readonly serial: number;
  readonly sequence: number;
  /** Length of each segment; a packet goes on while they are 255. */
  readonly segments: Uint8Array;
  readonly body: Buffer;
}

/** Where the next page may begin, or -1. */
export function findOggPage(bytes: Buffer, from: number): number {
  return bytes.indexOf(CAPTURE, from);
}

/** The page at the start of `bytes` and its length; `'short'` when bytes are missing, `'damaged'` when it is none. */
export function readOggPage(bytes: Buffer): { readonly page: OggPage; readonly length: number } | 'short' | 'damaged' {
  const captured = Math.min(bytes.length, CAPTURE.length);
  if (!bytes.subarray(0, captured).equals(CAPTURE.subarray(0, captured))) return 'damaged';
  if (bytes.length < HEADER_LENGTH) return 'short';
  if (bytes.readUInt8(4) !== 0) return 'damaged';
  const bodyAt = HEADER_LENGTH + bytes.readUInt8(26);
  if (bytes.length < bodyAt) return 'short';
  const segments = bytes.subarray(HEADER_LENGTH, bodyAt);
  const length = segments.reduce((sum, size) => sum + size, bodyAt);
  if (bytes.length < length) return 'short';
  if (bytes.readUInt32LE(CRC_OFFSET) !== pageChecksum(bytes.subarray(0, length))) return 'damaged';
  const flags = bytes.readUInt8(5);
  const page: OggPage = {
    continued: (flags & 1) !== 0,
    first: (flags & 2) !== 0,
    last: (flags & 4) !== 0,
    granule: bytes.readBigInt64LE(6),
    serial: bytes.readUInt32LE(14),
    sequence: bytes.readUInt32LE(18),
    segments,
    body: bytes.subarray(bodyAt, length),
  };
  return { page, length };
}

/** A page as bytes, with its checksum. @throws RangeError for more than 255 segments. */
export function writeOggPage(page: OggPage): Buffer {
  if (page.segments.length > MAX_SEGMENTS)
    throw new RangeError(`A page has 255 segments, not ${page.segments.length}.`);
  const header = Buffer.alloc(HEADER_LENGTH);
  CAPTURE.copy(header);
  header.writeUInt8(Number(page.continued) | (Number(page.first) << 1) | (Number(page.last) << 2), 5);
  header.writeBigInt64LE(page.granule, 6);
  header.writeUInt32LE(page.serial, 14);
  header.writeUInt32LE(page.sequence, 18);
  header.writeUInt8(page.segments.length, 26);
  const bytes = Buffer.concat([header, page.segments, page.body]);
  bytes.writeUInt32LE(pageChecksum(bytes), CRC_OFFSET);
  return bytes;
}

/** The segment lengths of one whole packet. */
export function segmentsOf(packetLength: number): number[] {
  return [...new Array<number>(Math.floor(packetLength / 255)).fill(255), packetLength % 255];
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  return value;
});

/** CRC-32 with polynomial 0x04c11db7, not reflected, over the page with zeros in place of the checksum. */
function pageChecksum(page: Uint8Array): number {
  let crc = 0;
  for (let index = 0; index < page.length; index++) {
    const byte = index >= CRC_OFFSET && index < CRC_OFFSET + 4 ? 0 : (page[index] ?? 0);
    crc = (crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  }
  return crc >>> 0;
}
