/** A record's tags by their Vorbis names, in the order in which they are written. */
export type Tags = Readonly<Record<string, string>>;

const VENDOR = 'Tonearm';
const FRONT_COVER = 3;

/** The second packet of an Opus file (RFC 7845 §5.2): who wrote it, and its tags. */
export function opusTags(tags: Tags): Buffer {
  const comments = Object.entries(tags).map(([name, value]) => sized(Buffer.from(`${name}=${value}`)));
  return Buffer.concat([
    Buffer.from('OpusTags'),
    sized(Buffer.from(VENDOR)),
    littleEndian(comments.length),
    ...comments,
  ]);
}

/** A square PNG as a METADATA_BLOCK_PICTURE: FLAC's picture block in base64. */
export function pictureBlock(png: Uint8Array, sizePixels: number): string {
  const numbers = (...values: number[]) => Buffer.concat(values.map(bigEndian));
  const type = Buffer.from('image/png');
  const description = Buffer.from('Cover');
  return Buffer.concat([
    numbers(FRONT_COVER, type.length),
    type,
    numbers(description.length),
    description,
    numbers(sizePixels, sizePixels, 24, 0, png.length),
    png,
  ]).toString('base64');
}

function sized(bytes: Buffer): Buffer {
  return Buffer.concat([littleEndian(bytes.length), bytes]);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
