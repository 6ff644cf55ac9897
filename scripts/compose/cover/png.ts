import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const TRUE_COLOUR = 2;
const UP = 2;

/** A PNG of a square picture; `pixels` are red, green and blue bytes, row by row. */
export function png(pixels: Uint8Array, sizePixels: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePixels, 0);
  header.writeUInt32BE(sizePixels, 4);
  header.set([8, TRUE_COLOUR, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered(pixels, sizePixels), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row as its difference to the one above, which deflates better for flat shapes. */
function filtered(pixels: Uint8Array, sizePixels: number): Buffer {
  const stride = sizePixels * 3;
  const rows = Buffer.alloc((stride + 1) * sizePixels);
  for (let y = 0; y < sizePixels; y++) {
    rows[y * (stride + 1)] = UP;
    for (let x = 0; x < stride; x++) {
      const above = y === 0 ? 0 : pixels[(y - 1) * stride + x];
      rows[y * (stride + 1) + 1 + x] = pixels[y * stride + x] - above;
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
