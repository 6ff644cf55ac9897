/** The presentation language of MLS (RFC 9420 §2.1): big-endian numbers, and vectors with a QUIC-like length in front. */

/** A vector: its length in 1, 2 or 4 bytes, then its bytes. */
export function vector(...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([lengthPrefix(body.length), body]);
}

/** One byte. */
export function u8(value: number): Buffer {
  return Buffer.of(value);
}

/** Two bytes. */
export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** Four bytes. */
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Eight bytes. */
export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}

/** Reads such bytes from front to back. Every method throws a RangeError where the bytes end too early. */
export class MlsReader {
  #at = 0;

  constructor(readonly bytes: Buffer) {}

  /** How far it has read. */
  get position(): number {
    return this.#at;
  }

  get ended(): boolean {
    return this.#at >= this.bytes.length;
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16BE();
  }

  u32(): number {
    return this.take(4).readUInt32BE();
  }

  u64(): bigint {
    return this.take(8).readBigUInt64BE();
  }

  vector(): Buffer {
    const first = this.u8();
    const more = [0, 1, 3][first >> 6];
    if (more === undefined) throw new RangeError('A vector has a length prefix that MLS does not know.');
    const length = [...this.take(more)].reduce((sum, byte) => sum * 256 + byte, first & 0x3f);
    return this.take(length);
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.bytes.length)
      throw new RangeError(`${length} bytes expected at ${this.#at} of ${this.bytes.length}.`);
    const taken = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function lengthPrefix(length: number): Buffer {
  if (length < 1 << 6) return u8(length);
  if (length < 1 << 14) return u16(length | (1 << 14));
  return u32((length | (1 << 31)) >>> 0);
}
