import { ForeignCodecError } from './foreign-codec-error.js';
import { phrase } from '../texts/phrase.js';

/** What the identification header of an Opus stream says (RFC 7845 §5.1). */
export interface OpusHead {
  readonly channels: number;
  /** Samples at 48 kHz to throw away after decoding the first packets. */
  readonly preSkip: number;
  /** 0 for mono and stereo; others carry several Opus streams in one packet. */
  readonly mappingFamily: number;
}

const MAGIC = Buffer.from('OpusHead', 'latin1');
const LENGTH = 19;

/** Whether these bytes begin an identification header. */
export function isOpusHead(bytes: Buffer): boolean {
  return bytes.length >= LENGTH && bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/**
 * Reads the header. The output gain in it is not applied later: packets pass through untouched.
 * @throws ForeignCodecError for a stream that is not plain mono or stereo Opus, which only ffmpeg can mix down.
 */
export function parseOpusHead(bytes: Buffer): OpusHead {
  if (!isOpusHead(bytes)) throw new ForeignCodecError(phrase('undecodable.no-opus'));
  const head: OpusHead = {
    channels: bytes.readUInt8(9),
    preSkip: bytes.readUInt16LE(10),
    mappingFamily: bytes.readUInt8(18),
  };
  if (head.mappingFamily !== 0 || head.channels < 1 || head.channels > 2) {
    throw new ForeignCodecError(phrase('undecodable.channels', { channels: head.channels }));
  }
  return head;
}
