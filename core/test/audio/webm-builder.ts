import type { OpusPacket } from '../../src/audio/opus-packet.js';

export type Lacing = 'none' | 'xiph' | 'fixed' | 'ebml';

export interface WebmShape {
  readonly packets: readonly OpusPacket[];
  /** Packets in each block. */
  readonly perBlock?: number;
  readonly lacing?: Lacing;
  /** Clusters and the segment do not say how long they are, as in live streams. */
  readonly unknownSizes?: boolean;
  readonly codecId?: string;
  readonly preSkip?: number;
  /** Samples of the last block that are not played. */
  readonly discardedSamples?: number;
}

/** A WebM file with a video track beside the sound, blocks in groups at the end, and things to pass over. */
export function aWebm(shape: WebmShape): Buffer {
  const { packets, perBlock = 1, lacing = 'none', unknownSizes = false, preSkip = 312, discardedSamples = 0 } = shape;
  const blocks: Buffer[] = [];
  for (let at = 0; at < packets.length; at += perBlock) {
    const frames = packets.slice(at, at + perBlock).map(({ data }) => Buffer.from(data));
    blocks.push(block(frames, frames.length === 1 ? 'none' : lacing));
  }
  const last = blocks.pop() ?? Buffer.alloc(0);
  const discard = Buffer.alloc(8);
  discard.writeBigInt64BE(BigInt(Math.round((discardedSamples * 1e6) / 48)));
  const group = element(0xa0, Buffer.concat([element(0xa1, last), element(0x75a2, discard)]));
  const cluster = (...children: Buffer[]) =>
    element(0x1f43b675, Buffer.concat([element(0xe7, Buffer.of(0)), ...children]), unknownSizes);
  const video = element(0xa3, Buffer.concat([Buffer.of(0x81, 0, 0, 0x80), Buffer.alloc(400_000, 7)]));
  const content = Buffer.concat([
    element(0xec, Buffer.alloc(90_000)),
    tracks(shape.codecId ?? 'A_OPUS', preSkip),
    cluster(...blocks.slice(0, 3).map((one) => element(0xa3, one)), video),
    cluster(...blocks.slice(3).map((one) => element(0xa3, one)), group),
  ]);
  return Buffer.concat([element(0x1a45dfa3, Buffer.from('webm')), element(0x18538067, content, unknownSizes)]);
}

function tracks(codecId: string, preSkip: number): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead\x01\x02', 'latin1');
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(48_000, 12);
  const video = [element(0xd7, Buffer.of(1)), element(0x86, Buffer.from('V_VP9'))];
  const audio = [element(0xd7, Buffer.of(2)), element(0x86, Buffer.from(codecId)), element(0x63a2, head)];
  const entries = [video, audio].map((children) => element(0xae, Buffer.concat(children)));
  return element(0x1654ae6b, Buffer.concat(entries));
}

function block(frames: readonly Buffer[], lacing: Lacing): Buffer {
  const bits = { none: 0, xiph: 1, fixed: 2, ebml: 3 }[lacing] << 1;
  const head = Buffer.of(0x82, 0, 0, 0x80 | bits);
  if (lacing === 'none') return Buffer.concat([head, ...frames]);
  const sizes = frames.slice(0, -1).map((frame) => frame.length);
  const laces: Record<Exclude<Lacing, 'none'>, () => Buffer[]> = {
    xiph: () => sizes.map((size) => Buffer.from([...new Array(Math.floor(size / 255)).fill(255), size % 255])),
    fixed: () => [],
    ebml: () => sizes.map((size, index) => twoByteVint(index === 0 ? size : size - (sizes[index - 1] ?? 0) + 8191)),
  };
  return Buffer.concat([head, Buffer.of(frames.length - 1), ...laces[lacing](), ...frames]);
}

function twoByteVint(value: number): Buffer {
  return Buffer.of(0x40 | (value >> 8), value & 0xff);
}

function element(id: number, content: Buffer, unknownSize = false): Buffer {
  const idBytes = Buffer.from(id.toString(16).padStart(2, '0'), 'hex');
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(unknownSize ? 0x01ff_ffff_ffff_ffffn : 0x0100_0000_0000_0000n | BigInt(content.length));
  return Buffer.concat([idBytes, size, content]);
}
