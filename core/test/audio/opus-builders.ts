import type { OpusPacket } from '../../src/audio/opus-packet.js';

/** First bytes of packets by duration in milliseconds: CELT, full band, stereo, one frame; 40 ms are two frames. */
const TOC = { 10: 0xf4, 20: 0xfc, 40: 0xfd } as const;

/** A packet that parses as Opus of that duration; its content is its number, not sound. */
export function aPacket(number: number, durationMs: keyof typeof TOC = 20, length = 60): OpusPacket {
  const data = new Uint8Array(length).fill(number & 0xff);
  data[0] = TOC[durationMs];
  new DataView(data.buffer).setUint32(1, number);
  return { data, samples: durationMs * 48 };
}

export function packets(count: number, durationMs: keyof typeof TOC = 20): OpusPacket[] {
  return Array.from({ length: count }, (_, number) => aPacket(number, durationMs));
}

/** The numbers that {@link aPacket} wrote. */
export function numbersOf(list: readonly OpusPacket[]): number[] {
  return list.map(({ data }) => new DataView(data.buffer, data.byteOffset).getUint32(1));
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** The bytes cut at the given places. */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

/** Everything that comes, in order. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
