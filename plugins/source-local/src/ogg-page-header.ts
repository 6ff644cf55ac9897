/** The header of an Ogg page (RFC 3533 §6). */
export interface OggPageHeader {
  /** For Opus: samples at 48 kHz up to the end of the last packet that ends on this page; -1 when none does. */
  readonly granule: number;
  readonly serial: number;
  readonly headerLength: number;
  /** Of header and body. */
  readonly length: number;
  /** Whether a packet ends on this page. */
  readonly endsPacket: boolean;
  /** Whether the last packet goes on in the next page. */
  readonly unfinished: boolean;
}

/** The longest header: 27 bytes and a table of 255. */
export const MAX_OGG_HEADER_LENGTH = 282;

/** The page header at `at`; `undefined` when there is none, or not all of it. */
export function parseOggHeader(bytes: Buffer, at = 0): OggPageHeader | undefined {
  if (bytes.length < at + 27 || bytes.toString('latin1', at, at + 4) !== 'OggS') return undefined;
  if (bytes.readUInt8(at + 4) !== 0 || bytes.readUInt8(at + 5) > 7) return undefined;
  const headerLength = 27 + bytes.readUInt8(at + 26);
  if (bytes.length < at + headerLength) return undefined;
  const segments = bytes.subarray(at + 27, at + headerLength);
  return {
    granule: Number(bytes.readBigInt64LE(at + 6)),
    serial: bytes.readUInt32LE(at + 14),
    headerLength,
    length: segments.reduce((sum, size) => sum + size, headerLength),
    endsPacket: segments.some((size) => size < 255),
    unfinished: segments.at(-1) === 255,
  };
}
