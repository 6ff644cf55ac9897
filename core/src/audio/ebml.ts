import { UndecodableError } from '../errors/source-errors.js';
import { phrase } from '../texts/phrase.js';

/** The start of an EBML element (RFC 8794): its id with the length marker, its size, and where its content begins. */
export interface EbmlHeader {
  readonly id: number;
  /** Bytes of content; `undefined` for an element of unknown size, as live streams write them. */
  readonly size: number | undefined;
  readonly length: number;
}

/** The element header at the start of `bytes`; `undefined` when bytes are missing. @throws UndecodableError for none. */
export function readEbmlHeader(bytes: Buffer): EbmlHeader | undefined {
  const [first] = bytes;
  if (first === undefined) return undefined;
  const idLength = Math.clz32(first) - 23;
  if (idLength > 4) throw new UndecodableError(phrase('undecodable.kind-damaged', { kind: 'WebM' }));
  if (bytes.length < idLength) return undefined;
  const size = readVint(bytes.subarray(idLength));
  if (size === undefined) return undefined;
  return { id: bytes.readUIntBE(0, idLength), size: size.value, length: idLength + size.length };
}

/** A number of variable length, its marker taken off; `value` is `undefined` when all its bits are ones ("unknown"). */
export function readVint(bytes: Buffer): { readonly value: number | undefined; readonly length: number } | undefined {
  const [first] = bytes;
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new UndecodableError(phrase('undecodable.kind-damaged', { kind: 'WebM' }));
  if (bytes.length < length) return undefined;
  let value = first & (0xff >> length);
  let unknown = value === 0xff >> length;
  for (const byte of bytes.subarray(1, length)) {
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { value: unknown ? undefined : value, length };
}

/** An unsigned integer of up to six bytes; longer ones lose their top, which no number we read has. */
export function readUnsigned(content: Buffer): number {
  const used = content.subarray(Math.max(0, content.length - 6));
  return used.length === 0 ? 0 : used.readUIntBE(0, used.length);
}

/** A signed integer of up to six bytes. */
export function readSigned(content: Buffer): number {
  const used = content.subarray(Math.max(0, content.length - 6));
  return used.length === 0 ? 0 : used.readIntBE(0, used.length);
}
