import type { OpusPacket } from './opus-packet.js';

/**
 * Takes a container apart as its bytes arrive. Memory is bounded whatever the bytes are.
 * Both methods throw an `UndecodableError` for bytes that cannot be what they should be.
 */
export interface OpusDemuxer {
  /** The packets that these bytes complete, in order. */
  push(chunk: Buffer): OpusPacket[];
  /** The packets that only the end of the bytes completes. */
  end(): OpusPacket[];
}
