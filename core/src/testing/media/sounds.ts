import { oggOpusFile } from '../../audio/ogg-writer.js';
import { FRAME_MS, FRAME_SAMPLES, type OpusPacket } from '../../audio/opus-packet.js';
import { webmOpusFile } from './webm-writer.js';

/*
 * Silence of any length, made in an instant. Every frame carries its number, so that no two are alike and a test sees where in
 * the track it is.
 */

/**
 * A packet of 20 ms of silence, stereo (RFC 6716 §3.1: CELT, fullband), as long as one of 64 kbit/s. The number stands in the fourth and
 * fifth byte, where decoders do not look any more.
 */
export function anOpusPacket(number: number): Uint8Array {
  const packet = new Uint8Array(160);
  packet.set([0xfc, 0xff, 0xfe, (number >> 8) & 0xff, number & 0xff]);
  return packet;
}

/** An Ogg/Opus file. */
export function anOggOpus(seconds: number, tags: Readonly<Record<string, string>> = {}): Buffer {
  return oggOpusFile(opusPackets(seconds), { preSkip: 0, tags });
}

/** A WebM/Opus file with cues and clusters of five seconds, as YouTube's itag 251 is built. */
export function aWebmOpus(seconds: number): Buffer {
  return webmOpusFile(opusPackets(seconds));
}

/** An MP3 file of 64 kbit/s, 44.1 kHz, mono. The number stands in the part that decoders pass over. */
export function anMp3(seconds: number): Buffer {
  const count = Math.ceil((seconds * MP3_RATE) / MP3_FRAME_SAMPLES);
  return Buffer.concat(Array.from({ length: count }, (_, number) => mp3Frame(number)));
}

/** An AAC-LC file of ADTS frames, 44.1 kHz, mono. Frames are numbered by an element of fill bytes (ISO 14496-3 §4.4.2.7). */
export function anAac(seconds: number): Buffer {
  const count = Math.ceil((seconds * AAC_RATE) / AAC_FRAME_SAMPLES);
  return Buffer.concat(Array.from({ length: count }, (_, number) => adtsFrame(number)));
}

/** One piece of an HLS stream. */
export interface HlsSegment {
  readonly uri: string;
  readonly seconds: number;
}

/** A media playlist (RFC 8216 §4.3.3). @param ended false for a live one */
export function anHlsPlaylist(
  segments: readonly HlsSegment[],
  { sequence = 0, ended = true }: { readonly sequence?: number; readonly ended?: boolean } = {},
): string {
  const longest = Math.ceil(Math.max(1, ...segments.map(({ seconds }) => seconds)));
  const head = ['#EXTM3U', '#EXT-X-VERSION:3', `#EXT-X-TARGETDURATION:${longest}`, `#EXT-X-MEDIA-SEQUENCE:${sequence}`];
  const lines = segments.flatMap(({ uri, seconds }) => [`#EXTINF:${seconds.toFixed(3)},`, uri]);
  return [...head, ...lines, ...(ended ? ['#EXT-X-ENDLIST'] : []), ''].join('\n');
}

const MP3_RATE = 44_100;
const MP3_FRAME_SAMPLES = 1152;
const AAC_RATE = 44_100;
const AAC_FRAME_SAMPLES = 1024;

function opusPackets(seconds: number): OpusPacket[] {
  const count = Math.ceil((seconds * 1000) / FRAME_MS);
  return Array.from({ length: count }, (_, number) => ({ data: anOpusPacket(number), samples: FRAME_SAMPLES }));
}

/** Its side information says that nothing is coded. */
function mp3Frame(number: number): Buffer {
  const frame = Buffer.alloc(208);
  frame.set([0xff, 0xfb, 0x50, 0xc4]);
  frame.writeUInt32BE(number, 100);
  return frame;
}

/** A coded block of silence behind a header (ISO 13818-7 §6.2) whose buffer fullness, which nobody needs, is the number. */
function adtsFrame(number: number): Buffer {
  const silence = Buffer.of(0x00, 0xc8, 0x00, 0x80, 0x23, 0x80);
  const length = 7 + silence.length;
  const fullness = number % 0x7ff;
  const header = Buffer.of(
    0xff,
    0xf1,
    0x50, // LC, 44.1 kHz
    0x40 | (length >> 11), // mono
    (length >> 3) & 0xff,
    ((length & 0x7) << 5) | (fullness >> 6),
    (fullness & 0x3f) << 2,
  );
  return Buffer.concat([header, silence]);
}
