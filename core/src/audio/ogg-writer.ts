import type { OpusPacket } from './opus-packet.js';
import { segmentsOf, writeOggPage } from './ogg-page.js';

/** What the head of an Ogg/Opus stream says. */
export interface OggOpusOptions {
  /** Samples at 48 kHz to throw away at the start when decoding: those of the encoder that made the packets. */
  readonly preSkip: number;
  /** Tells this stream from others in the same file. */
  readonly serial: number;
  /** Comments such as `TITLE` → `Blue hour`; names in ASCII without `=`. */
  readonly tags: Readonly<Record<string, string>>;
  /** Packets in a page, unless they are so big that their segments do not fit: a second of them by default. */
  readonly packetsPerPage: number;
}

const DEFAULTS: OggOpusOptions = { preSkip: 312, serial: 0x746f6e65, tags: {}, packetsPerPage: 50 };

const MAX_SEGMENTS = 255;
const VENDOR = 'tonearm';

/**
 * Packets as an Ogg/Opus file (RFC 7845), in pieces that may be written as they come: two header pages, then about a
 * second of sound in each by default. Ends cleanly when the packets end; an error of theirs passes through.
 */
export async function* oggOpus(
  packets: AsyncIterable<OpusPacket> | Iterable<OpusPacket>,
  options: Partial<OggOpusOptions> = {},
): AsyncGenerator<Buffer> {
  const pages = new Pages({ ...DEFAULTS, ...options });
  yield pages.headers();
  for await (const packet of packets) {
    if (!pages.hasRoomFor(packet)) yield pages.flush(false);
    pages.add(packet);
  }
  yield pages.flush(true);
}

/** The same as one buffer, for packets that are all there. */
export function oggOpusFile(packets: Iterable<OpusPacket>, options: Partial<OggOpusOptions> = {}): Buffer {
  const pages = new Pages({ ...DEFAULTS, ...options });
  const bytes = [pages.headers()];
  for (const packet of packets) {
    if (!pages.hasRoomFor(packet)) bytes.push(pages.flush(false));
    pages.add(packet);
  }
  return Buffer.concat([...bytes, pages.flush(true)]);
}

class Pages {
  #sequence = 0;
  #samples = 0n;
  #segments: number[] = [];
  #packets: Uint8Array[] = [];

  constructor(readonly options: OggOpusOptions) {}

  headers(): Buffer {
    const head = opusHead(this.options.preSkip);
    const tags = opusTags(this.options.tags);
    const first = this.#page({ first: true, segments: segmentsOf(head.length), body: head, granule: 0n });
    return Buffer.concat([first, ...this.#tagPages(tags)]);
  }

  hasRoomFor(packet: OpusPacket): boolean {
    const segments = this.#segments.length + segmentsOf(packet.data.length).length;
    return this.#packets.length < this.options.packetsPerPage && segments <= MAX_SEGMENTS;
  }

  add(packet: OpusPacket): void {
    this.#segments.push(...segmentsOf(packet.data.length));
    this.#packets.push(packet.data);
    this.#samples += BigInt(packet.samples);
  }

  flush(last: boolean): Buffer {
    const body = Buffer.concat(this.#packets);
    const page = this.#page({ last, segments: this.#segments, body, granule: this.#samples });
    this.#segments = [];
    this.#packets = [];
    return page;
  }

  /** Long comments run over several pages; no packet ends on any but the last, whose granule alone is not -1. */
  *#tagPages(tags: Buffer): Generator<Buffer> {
    const segments = segmentsOf(tags.length);
    for (let at = 0; at < segments.length; at += MAX_SEGMENTS) {
      const last = at + MAX_SEGMENTS >= segments.length;
      yield this.#page({
        continued: at > 0,
        segments: segments.slice(at, at + MAX_SEGMENTS),
        body: tags.subarray(at * 255, (at + MAX_SEGMENTS) * 255),
        granule: last ? 0n : -1n,
      });
    }
  }

  #page(part: {
    readonly continued?: boolean;
    readonly first?: boolean;
    readonly last?: boolean;
    readonly segments: readonly number[];
    readonly body: Buffer;
    readonly granule: bigint;
  }): Buffer {
    return writeOggPage({
      continued: part.continued ?? false,
      first: part.first ?? false,
      last: part.last ?? false,
      granule: part.granule,
      serial: this.options.serial,
      sequence: this.#sequence++,
      segments: Uint8Array.from(part.segments),
      body: part.body,
    });
  }
}

function opusHead(preSkip: number): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(2, 9);
  head.writeUInt16LE(preSkip, 10);
  head.writeUInt32LE(48_000, 12);
  return head;
}

function opusTags(tags: Readonly<Record<string, string>>): Buffer {
  const comments = Object.entries(tags).map(([name, value]) => lengthPrefixed(`${name}=${value}`));
  const count = Buffer.alloc(4);
  count.writeUInt32LE(comments.length);
  return Buffer.concat([Buffer.from('OpusTags', 'latin1'), lengthPrefixed(VENDOR), count, ...comments]);
}

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}
