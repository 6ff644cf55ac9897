import { PACKET_SAMPLES } from '../mix/mixdown.js';
import { SAMPLE_RATE, type Stereo, silence, slice } from '../sound/stereo.js';
import { encodeOpus } from './ffmpeg.js';
import { OggWriter, readOggPackets } from './ogg.js';
import { opusTags, type Tags } from './tags.js';

/** The part of a render that becomes a file, in samples; both are multiples of a packet. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

const PRE_SKIP_AT = 10;
const PACKETS_PER_PAGE = 50;

/**
 * Encodes a part of a render so that parts which touch are heard as one.
 *
 * An Opus decoder puts out a few milliseconds (the pre-skip) before the first sample, and a player that forwards packets cannot
 * trim samples. So the encoder is given the sound around the cut, too: enough before it to make the pre-skip exactly one packet,
 * and some after it, of which the packets are left out. The file then begins and ends between two packets. A decoder
 * gets the cut to the sample (RFC 7845 §4.2, §4.5), and whoever forwards packets drops the first one and is as exact.
 */
export function opusFile(ffmpeg: string, render: Stereo, cut: Cut, tags: Tags): Buffer {
  const delay = preSkipOf(readOggPackets(encodeOpus(ffmpeg, silence(PACKET_SAMPLES))));
  const lead = PACKET_SAMPLES - delay;
  const [head, , ...sound] = readOggPackets(
    encodeOpus(ffmpeg, around(render, cut.from - lead, cut.to + PACKET_SAMPLES)),
  );
  const packets = sound.slice(0, 1 + (cut.to - cut.from) / PACKET_SAMPLES);

  const writer = new OggWriter(serialOf(tags));
  writer.add([withPreSkip(head, PACKET_SAMPLES)], 0);
  writer.add([opusTags(tags)], 0);
  for (let first = 0; first < packets.length; first += PACKETS_PER_PAGE) {
    const end = Math.min(first + PACKETS_PER_PAGE, packets.length);
    writer.add(packets.slice(first, end), end * PACKET_SAMPLES, end === packets.length);
  }
  return writer.bytes();
}

/** A stretch of a render, with silence where it reaches over an end. */
function around(render: Stereo, from: number, to: number): Stereo {
  const stretch = silence(to - from);
  const part = slice(render, Math.max(0, from), to);
  stretch.left.set(part.left, Math.max(0, -from));
  stretch.right.set(part.right, Math.max(0, -from));
  return stretch;
}

function preSkipOf([head]: readonly Uint8Array[]): number {
  return Buffer.from(head).readUInt16LE(PRE_SKIP_AT);
}

function withPreSkip(head: Uint8Array, samples: number): Uint8Array {
  const changed = Buffer.from(head);
  changed.writeUInt16LE(samples, PRE_SKIP_AT);
  return changed;
}

/** A stream's serial number, the same for the same title. */
function serialOf(tags: Tags): number {
  return [...`${tags['ALBUM']}/${tags['TITLE']}`].reduce(
    (sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0,
    SAMPLE_RATE,
  );
}
