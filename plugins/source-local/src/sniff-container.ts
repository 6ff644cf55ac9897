import type { FileHandle } from 'node:fs/promises';
import type { AudioFormat } from '@tonearm/core';
import { hasMpegFrames } from './mpeg-frames.js';
import { parseOggHeader } from './ogg-page-header.js';

/** What kind of file it is, told by its bytes. */
export type ContainerName = 'ogg' | 'matroska' | 'mp4' | 'flac' | 'wav' | 'mpeg';

/** What a file’s first bytes say it is. */
export interface Container {
  readonly name: ContainerName;
  /** How its bytes can be passed on. */
  readonly format: Extract<AudioFormat, 'ogg/opus' | 'webm/opus' | 'arbitrary'>;
}

const HEAD_LENGTH = 64 * 1024;
const ID3_HEADER_LENGTH = 10;

/** Looks at the first bytes (behind an ID3 tag, if there is one); `undefined` when it is no audio that we know. */
export async function sniffContainer(file: FileHandle): Promise<Container | undefined> {
  const head = await readAt(file, 0, HEAD_LENGTH);
  const tagLength = id3Length(head);
  return recognise(tagLength === 0 ? head : await readAt(file, tagLength, HEAD_LENGTH));
}

/** Up to `length` bytes; fewer at the end of the file. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function recognise(head: Buffer): Container | undefined {
  const magic = head.toString('latin1', 0, 12);
  if (magic.startsWith('OggS')) return { name: 'ogg', format: isPlainOpus(head) ? 'ogg/opus' : 'arbitrary' };
  if (magic.startsWith('\x1a\x45\xdf\xa3')) {
    return { name: 'matroska', format: head.includes('A_OPUS', 0, 'latin1') ? 'webm/opus' : 'arbitrary' };
  }
  if (magic.slice(4, 8) === 'ftyp') return { name: 'mp4', format: 'arbitrary' };
  if (magic.startsWith('fLaC')) return { name: 'flac', format: 'arbitrary' };
  if (/^R(?:IFF|F64).{4}WAVE/s.test(magic)) return { name: 'wav', format: 'arbitrary' };
  return hasMpegFrames(head) ? { name: 'mpeg', format: 'arbitrary' } : undefined;
}

/** Mono or stereo Opus, as the first page of the file says (RFC 7845 §5.1); more channels need mixing down. */
function isPlainOpus(head: Buffer): boolean {
  const page = parseOggHeader(head);
  if (page === undefined) return false;
  const packet = head.subarray(page.headerLength, page.headerLength + 19);
  return packet.toString('latin1', 0, 8) === 'OpusHead' && packet.length === 19 && packet[18] === 0;
}

/** Length of the ID3v2 tag that the file begins with (id3.org, ID3v2.4 §3.1), or 0. */
function id3Length(head: Buffer): number {
  if (head.length < ID3_HEADER_LENGTH || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
  const hasFooter = (head.readUInt8(5) & 0x10) !== 0;
  return ID3_HEADER_LENGTH + size + (hasFooter ? ID3_HEADER_LENGTH : 0);
}
