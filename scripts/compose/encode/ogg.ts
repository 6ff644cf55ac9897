/** What a page of an Ogg stream carries beside its packets. */
interface PageHeader {
  readonly flags: number;
  readonly granule: number;
  readonly sequence: number;
}

const HEADER_BYTES = 27;
const MAX_SEGMENTS = 255;
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
/** The granule of a page on which no packet ends (RFC 3533 §6). */
const NO_PACKET_ENDS = -1;
const CRC = crcTable();

/** The packets of an Ogg file that holds one stream, after RFC 3533. */
export function readOggPackets(file: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  for (let page = 0; page < file.length; ) {
    const segments = file.subarray(page + HEADER_BYTES, page + HEADER_BYTES + file[page + HEADER_BYTES - 1]);
    let at = page + HEADER_BYTES + segments.length;
    for (const length of segments) {
      parts.push(file.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(Buffer.concat(parts));
      parts = [];
    }
    page = at;
  }
  return packets;
}

/** Writes one Ogg stream page by page; the bytes depend on nothing but what it is given. */
export class OggWriter {
  private readonly pages: Uint8Array[] = [];

  constructor(private readonly serial: number) {}

  /** Adds packets, beginning on a new page; `granule` is the position at the end of the last of them. */
  add(packets: readonly Uint8Array[], granule: number, last = false): void {
    const body = Buffer.concat(packets);
    const lacing = packets.flatMap(laced);
    let at = 0;
    let continued = false;
    for (let from = 0; from < lacing.length; from += MAX_SEGMENTS) {
      const segments = lacing.slice(from, from + MAX_SEGMENTS);
      const length = segments.reduce((sum, segment) => sum + segment, 0);
      const ends = from + MAX_SEGMENTS >= lacing.length;
      const flags = (continued ? CONTINUED : 0) | (this.pages.length === 0 ? FIRST : 0) | (ends && last ? LAST : 0);
      const header = { flags, granule: ends ? granule : NO_PACKET_ENDS, sequence: this.pages.length };
      this.pages.push(this.page(header, segments, body.subarray(at, at + length)));
      at += length;
      continued = segments.at(-1) === 255;
    }
  }

  /** The file so far. */
  bytes(): Buffer {
    return Buffer.concat(this.pages);
  }

  private page(header: PageHeader, segments: readonly number[], body: Uint8Array): Uint8Array {
    const page = Buffer.alloc(HEADER_BYTES + segments.length + body.length);
    page.write('OggS', 0, 'latin1');
    page.writeUInt8(header.flags, 5);
    page.writeBigInt64LE(BigInt(header.granule), 6);
    page.writeUInt32LE(this.serial, 14);
    page.writeUInt32LE(header.sequence, 18);
    page.writeUInt8(segments.length, 26);
    page.set(segments, HEADER_BYTES);
    page.set(body, HEADER_BYTES + segments.length);
    page.writeUInt32LE(checksum(page), 22);
    return page;
  }
}

/** A packet's length in segments of up to 255 bytes; one shorter than that ends it. */
function laced(packet: Uint8Array): number[] {
  return [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255];
}

function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = (crc << 8) ^ CRC[((crc >>> 24) ^ byte) & 0xff];
  return crc >>> 0;
}

function crcTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, index) => {
    let crc = index << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
    return crc;
  });
}
