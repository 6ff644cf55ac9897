/** Samples per second of every Opus stream, whatever rate it was made from (RFC 6716 §2). */
export const OPUS_SAMPLE_RATE = 48_000;

/** Samples per channel in the 20 ms packets that Discord is paced by. */
export const FRAME_SAMPLES = 960;

/** Duration of one packet in milliseconds. */
export const FRAME_MS = 20;

/** The longest packet that Opus allows: 120 ms (RFC 6716 §3.2). */
const MAX_PACKET_SAMPLES = 5760;

/** One compressed packet. `data` may be a view into what its source has read, which stays as long as the packet is kept. */
export interface OpusPacket {
  readonly data: Uint8Array;
  /** Samples per channel at 48 kHz: 960 for 20 ms. */
  readonly samples: number;
}

/** These bytes as a packet, not copied, or `undefined` when they are none. */
export function toOpusPacket(bytes: Uint8Array): OpusPacket | undefined {
  const samples = opusSamples(bytes);
  return samples === undefined ? undefined : { data: bytes, samples };
}

/**
 * How many samples (per channel, at 48 kHz) a packet decodes to, read from its first two bytes (RFC 6716 §3.1);
 * `undefined` when they are not possible.
 */
export function opusSamples(bytes: Uint8Array): number | undefined {
  const [toc, second] = bytes;
  if (toc === undefined) return undefined;
  const frames = frameCount(toc, second);
  if (frames === undefined) return undefined;
  const samples = frames * frameSamples(toc >> 3);
  return samples > 0 && samples <= MAX_PACKET_SAMPLES ? samples : undefined;
}

function frameCount(toc: number, second: number | undefined): number | undefined {
  const code = toc & 0b11;
  if (code === 0) return 1;
  if (code === 3) return second === undefined ? undefined : second & 0b11_1111;
  return 2;
}

/** Samples of one frame by configuration number: SILK 10–60 ms, hybrid 10–20 ms, CELT 2.5–20 ms. */
function frameSamples(configuration: number): number {
  if (configuration < 12) return [480, 960, 1920, 2880][configuration & 0b11] ?? 0;
  if (configuration < 16) return [480, 960][configuration & 0b1] ?? 0;
  return [120, 240, 480, 960][configuration & 0b11] ?? 0;
}
