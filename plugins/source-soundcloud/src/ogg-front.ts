/** Facts in this file are from RFC 3533 (Ogg) §6 and RFC 7845 (Opus in Ogg) §3. */
const PAGE_HEADER = 27;
const BEGINS_STREAM = 2;
/** Comments may hold a picture; what is longer is no front. */
const MOST_FRONT_BYTES = 512 * 1024;

/** Whether bytes begin with the first page of an Ogg stream, and not in the middle of one. */
export function beginsOgg(bytes: Buffer): boolean {
  return isPage(bytes) && bytes.length > 5 && (bytes.readUInt8(5) & BEGINS_STREAM) !== 0;
}

/**
 * The pages at the front of an Ogg/Opus stream, its head and its comments, without which nothing behind them can be read;
 * `undefined` when it does not begin with them. Reads no more than it needs.
 */
export async function oggFront(bytes: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  let read = Buffer.alloc(0);
  for await (const chunk of bytes) {
    read = Buffer.concat([read, chunk]);
    const length = frontLength(read);
    if (length === 'none' || read.length > MOST_FRONT_BYTES) return undefined;
    if (length !== 'short') return Buffer.from(read.subarray(0, length));
  }
  return undefined;
}

/** How long the front is: two packets, and what their last page has behind them. */
function frontLength(bytes: Buffer): number | 'short' | 'none' {
  let at = 0;
  for (let packets = 0; packets < 2; ) {
    if (bytes.length < at + PAGE_HEADER) return 'short';
    if (!isPage(bytes.subarray(at)) || (at === 0 && !beginsOgg(bytes))) return 'none';
    const bodyAt = at + PAGE_HEADER + bytes.readUInt8(at + PAGE_HEADER - 1);
    if (bytes.length < bodyAt) return 'short';
    const segments = bytes.subarray(at + PAGE_HEADER, bodyAt);
    packets += segments.filter((size) => size < 255).length;
    at = segments.reduce((sum, size) => sum + size, bodyAt);
  }
  return bytes.length < at ? 'short' : at;
}

function isPage(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.toString('latin1', 0, 4) === 'OggS';
}
