import type { AudioFormat } from '../model/audio-stream.js';
import { hasMpegFrames } from './mpeg-frames.js';

/** What kind of file it is, told by its bytes. */
export type ContainerName =
  | 'ogg'
  | 'matroska'
  | 'mp4'
  | 'flac'
  | 'wav'
  | 'mpeg'
  | 'mpegts'
  | 'aiff'
  | 'asf'
  | 'wavpack';

/** What a file’s first bytes say it is. */
export interface AudioContainer {
  readonly name: ContainerName;
  /** How its bytes can be passed on. */
  readonly format: Extract<AudioFormat, 'ogg/opus' | 'webm/opus' | 'arbitrary'>;
}

const MIME_TYPES: Readonly<Record<ContainerName, string>> = {
  ogg: 'audio/ogg',
  matroska: 'audio/webm',
  mp4: 'audio/mp4',
  flac: 'audio/flac',
  wav: 'audio/wav',
  mpeg: 'audio/mpeg',
  mpegts: 'video/mp2t',
  aiff: 'audio/aiff',
  asf: 'audio/ms-wma',
  wavpack: 'audio/wavpack',
};
const ID3_HEADER_LENGTH = 10;
const OGG_HEADER_LENGTH = 27;
const OPUS_HEAD_LENGTH = 19;
/** Packets of a transport stream (ISO/IEC 13818-1 §2.4.3.2) are this long, and each begins with the same byte. */
const TS_PACKET_LENGTH = 188;
const TS_SYNC = 0x47;

/** What the bytes behind any ID3 tag are; `undefined` when they are no audio that we know. 64 kB tell all there is to tell. */
export function recogniseContainer(head: Buffer): AudioContainer | undefined {
  const magic = head.toString('latin1', 0, 12);
  if (magic.startsWith('OggS')) return { name: 'ogg', format: isPlainOpus(head) ? 'ogg/opus' : 'arbitrary' };
  if (magic.startsWith('\x1a\x45\xdf\xa3')) {
    return { name: 'matroska', format: head.includes('A_OPUS', 0, 'latin1') ? 'webm/opus' : 'arbitrary' };
  }
  if (magic.slice(4, 8) === 'ftyp') return { name: 'mp4', format: 'arbitrary' };
  if (magic.startsWith('fLaC')) return { name: 'flac', format: 'arbitrary' };
  if (/^FORM.{4}AIF[FC]/s.test(magic)) return { name: 'aiff', format: 'arbitrary' };
  if (magic.startsWith('0&\xb2\x75\x8e\x66\xcf\x11')) return { name: 'asf', format: 'arbitrary' };
  if (magic.startsWith('wvpk')) return { name: 'wavpack', format: 'arbitrary' };
  if (/^R(?:IFF|F64).{4}WAVE/s.test(magic)) return { name: 'wav', format: 'arbitrary' };
  if ([0, 1, 2].every((packet) => head[packet * TS_PACKET_LENGTH] === TS_SYNC)) {
    return { name: 'mpegts', format: 'arbitrary' };
  }
  return hasMpegFrames(head) ? { name: 'mpeg', format: 'arbitrary' } : undefined;
}

/** What readers of tags know that kind of file as. */
export function containerMimeType(name: ContainerName): string {
  return MIME_TYPES[name];
}

/** Length of the ID3v2 tag that the bytes begin with (id3.org, ID3v2.4 §3.1), or 0. */
export function id3TagLength(head: Buffer): number {
  if (head.length < ID3_HEADER_LENGTH || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const hasFooter = (head.readUInt8(5) & 0x10) !== 0;
  return ID3_HEADER_LENGTH + size + (hasFooter ? ID3_HEADER_LENGTH : 0);
}

/** Mono or stereo Opus, as the first page of the file says (RFC 7845 §5.1); more channels need mixing down. */
function isPlainOpus(head: Buffer): boolean {
  if (head.length < OGG_HEADER_LENGTH) return false;
  const start = OGG_HEADER_LENGTH + head.readUInt8(OGG_HEADER_LENGTH - 1);
  const packet = head.subarray(start, start + OPUS_HEAD_LENGTH);
  return packet.toString('latin1', 0, 8) === 'OpusHead' && packet.length === OPUS_HEAD_LENGTH && packet[18] === 0;
}
