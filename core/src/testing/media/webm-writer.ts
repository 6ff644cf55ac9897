import { FRAME_MS, type OpusPacket } from '../../audio/opus-packet.js';

const CLUSTER_MS = 5_000;

/**
 * Packets of 20 ms as a WebM file (RFC 9559): known sizes, cues before the clusters, so that a reader may jump to a time by a
 * range of bytes.
 */
export function webmOpusFile(packets: readonly OpusPacket[]): Buffer {
  const perCluster = CLUSTER_MS / FRAME_MS;
  const clusters = Array.from({ length: Math.ceil(packets.length / perCluster) }, (_, number) =>
    cluster(number * CLUSTER_MS, packets.slice(number * perCluster, (number + 1) * perCluster)),
  );
  const head = Buffer.concat([info(packets.length * FRAME_MS), tracks()]);
  // Cues of the same number are of the same length, wherever they point.
  const cuesLength = cues(clusters, 0).length;
  const segment = Buffer.concat([head, cues(clusters, head.length + cuesLength), ...clusters]);
  return Buffer.concat([ebmlHead(), element(0x18538067, segment)]);
}

function ebmlHead(): Buffer {
  const versions = [0x4286, 0x42f7].map((id) => unsigned(id, 1));
  const sizes = [unsigned(0x42f2, 4), unsigned(0x42f3, 8)];
  const type = [element(0x4282, Buffer.from('webm')), unsigned(0x4287, 4), unsigned(0x4285, 2)];
  return element(0x1a45dfa3, Buffer.concat([...versions, ...sizes, ...type]));
}

function info(durationMs: number): Buffer {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(durationMs);
  const app = Buffer.from('tonearm');
  return element(
    0x1549a966,
    Buffer.concat([
      unsigned(0x2ad7b1, 1_000_000), // Times are in milliseconds.
      element(0x4489, duration),
      element(0x4d80, app),
      element(0x5741, app),
    ]),
  );
}

function tracks(): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead\x01\x02', 'latin1');
  head.writeUInt32LE(48_000, 12);
  const rate = Buffer.alloc(8);
  rate.writeDoubleBE(48_000);
  const entry = Buffer.concat([
    unsigned(0xd7, 1),
    unsigned(0x73c5, 1),
    unsigned(0x83, 2), // sound
    element(0x86, Buffer.from('A_OPUS')),
    element(0x63a2, head),
    element(0xe1, Buffer.concat([element(0xb5, rate), unsigned(0x9f, 2)])),
  ]);
  return element(0x1654ae6b, element(0xae, entry));
}

/** @param firstAt where the first cluster begins, counted from the beginning of the segment's content */
function cues(clusters: readonly Buffer[], firstAt: number): Buffer {
  let at = firstAt;
  const points = clusters.map(({ length }, number) => {
    const place = element(0xb7, Buffer.concat([unsigned(0xf7, 1), unsigned(0xf1, at)]));
    at += length;
    return element(0xbb, Buffer.concat([unsigned(0xb3, number * CLUSTER_MS), place]));
  });
  return element(0x1c53bb6b, Buffer.concat(points));
}

function cluster(atMs: number, packets: readonly OpusPacket[]): Buffer {
  const blocks = packets.map(({ data }, index) => {
    const head = Buffer.of(0x81, 0, 0, 0x80);
    head.writeInt16BE(index * FRAME_MS, 1);
    return element(0xa3, Buffer.concat([head, data]));
  });
  return element(0x1f43b675, Buffer.concat([unsigned(0xe7, atMs), ...blocks]));
}

/** Always four bytes, so that lengths do not hang on values. */
function unsigned(id: number, value: number): Buffer {
  const content = Buffer.alloc(4);
  content.writeUInt32BE(value);
  return element(id, content);
}

function element(id: number, content: Uint8Array): Buffer {
  const idText = id.toString(16);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(0x0100_0000_0000_0000n | BigInt(content.length));
  return Buffer.concat([Buffer.from(idText, 'hex'), size, content]);
}
