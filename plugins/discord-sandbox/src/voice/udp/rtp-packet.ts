/** The parts of an RTP packet (RFC 3550 §5.1, extension header §5.3.1) in the `rtpsize` modes, where the extension's body is encrypted too. */
export interface RtpPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** The unencrypted bytes, which the encryption authenticates. */
  readonly header: Buffer;
  /** Everything after the header. */
  readonly sealed: Buffer;
  /** How many decrypted bytes in front of the frame are the extension's body. */
  readonly extensionLength: number;
}

const VERSION = 2;
/** Discord's payload type for Opus. */
const OPUS = 120;
const FIXED_LENGTH = 12;

/** The packet, or `undefined` when the datagram is no RTP with Opus in it (a keep-alive, RTCP, noise). */
export function parseRtp(datagram: Buffer): RtpPacket | undefined {
  if (datagram.length < FIXED_LENGTH) return undefined;
  const first = datagram.readUInt8(0);
  if (first >> 6 !== VERSION || (datagram.readUInt8(1) & 0x7f) !== OPUS) return undefined;
  const extended = (first & 0x10) !== 0;
  const headerLength = FIXED_LENGTH + 4 * (first & 0x0f) + (extended ? 4 : 0);
  if (datagram.length < headerLength) return undefined;
  return {
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    header: datagram.subarray(0, headerLength),
    sealed: datagram.subarray(headerLength),
    extensionLength: extended ? 4 * datagram.readUInt16BE(headerLength - 2) : 0,
  };
}
