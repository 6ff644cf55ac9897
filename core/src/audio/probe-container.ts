import { phrase } from '../texts/phrase.js';
import { UndecodableError } from '../errors/source-errors.js';
import type { AudioFormat } from '../model/audio-stream.js';
import { ForeignCodecError } from './foreign-codec-error.js';
import { OggDemuxer } from './ogg-demuxer.js';
import type { OpusDemuxer } from './opus-demuxer.js';
import { FRAME_SAMPLES, type OpusPacket } from './opus-packet.js';
import { WebmDemuxer } from './webm-demuxer.js';

/** What the first bytes of a stream showed. */
export type ContainerProbe =
  | { readonly kind: 'passes'; readonly demuxer: OpusDemuxer; readonly packets: readonly OpusPacket[] }
  | { readonly kind: 'needs-transcoding'; readonly seen: readonly Buffer[]; readonly why: UndecodableError };

/** Headers with pictures in them may be long; what shows no sound after this many bytes has none. */
const PROBE_LIMIT = 16 * 1024 * 1024;
const MAGIC_LENGTH = 4;

/**
 * Reads until the first packets show whether they may pass: Opus in Ogg or WebM, whatever the format says it is, in
 * packets of 20 ms. What was read is handed back, either as packets or as bytes. Errors of reading are thrown.
 */
export async function probeContainer(bytes: AsyncIterator<Buffer>, format: AudioFormat): Promise<ContainerProbe> {
  const seen: Buffer[] = [];
  const next = async () => {
    const { value, done } = await bytes.next();
    if (!done) seen.push(value);
    return done ? undefined : value;
  };
  let length = 0;
  while (length < MAGIC_LENGTH) {
    const chunk = await next();
    if (chunk === undefined) break;
    length += chunk.length;
  }
  try {
    const demuxer = demuxerFor(Buffer.concat(seen), format);
    let packets = demuxer.push(Buffer.concat(seen));
    while (packets.length === 0) {
      const chunk = await next();
      length += chunk?.length ?? 0;
      packets = chunk === undefined ? demuxer.end() : demuxer.push(chunk);
      if (packets.length > 0) break;
      if (chunk === undefined || length > PROBE_LIMIT) throw new UndecodableError(phrase('undecodable.no-sound'));
    }
    if (!lastTwentyMs(packets)) throw new ForeignCodecError(phrase('undecodable.packets'));
    return { kind: 'passes', demuxer, packets };
  } catch (error) {
    if (error instanceof UndecodableError) return { kind: 'needs-transcoding', seen, why: error };
    throw error;
  }
}

function demuxerFor(start: Buffer, format: AudioFormat): OpusDemuxer {
  switch (start.toString('latin1', 0, MAGIC_LENGTH)) {
    case 'OggS':
      return new OggDemuxer();
    case '\x1a\x45\xdf\xa3':
      return new WebmDemuxer();
    default:
      if (start.length === 0) throw new UndecodableError(phrase('undecodable.empty'));
      if (format === 'arbitrary') throw new ForeignCodecError(phrase('undecodable.not-of-kind', { kind: 'Ogg/WebM' }));
      throw new UndecodableError(phrase('undecodable.misnamed'));
  }
}

/** The last packet of a stream may be shorter; an earlier one may not. */
function lastTwentyMs(packets: readonly OpusPacket[]): boolean {
  const tested = packets.length === 1 ? packets : packets.slice(0, -1);
  return tested.every(({ samples }) => samples === FRAME_SAMPLES);
}
