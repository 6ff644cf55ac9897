import { UndecodableError } from '../errors/source-errors.js';
import { ForeignCodecError } from './foreign-codec-error.js';
import { findOggPage, type OggPage, readOggPage } from './ogg-page.js';
import type { OpusDemuxer } from './opus-demuxer.js';
import { isOpusHead, type OpusHead, parseOpusHead } from './opus-head.js';
import { type OpusPacket, toOpusPacket } from './opus-packet.js';
import { PlayedRange } from './played-range.js';
import { phrase } from '../texts/phrase.js';

/** How many bytes without one good page we look through before giving up. */
const RESYNC_LIMIT = 256 * 1024;
/** Longer than any Opus packet of one stereo stream can be (RFC 7845 §6). */
const MAX_PACKET_LENGTH = 61_440;

/**
 * Opus packets out of Ogg (RFC 7845), as the bytes arrive. Other streams in the file are passed over, chained files
 * and radio streams go on with the next link, and a damaged page costs its own packets only.
 */
export class OggDemuxer implements OpusDemuxer {
  #unread: Buffer = Buffer.alloc(0);
  #lookedThrough = 0;
  #link: Link | undefined;

  push(chunk: Buffer): OpusPacket[] {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    const packets: OpusPacket[] = [];
    for (;;) {
      const result = readOggPage(this.#unread);
      if (result === 'short') return packets;
      if (result === 'damaged') {
        if (!this.#skipToNextCapture()) return packets;
        continue;
      }
      this.#unread = this.#unread.subarray(result.length);
      this.#lookedThrough = 0;
      packets.push(...this.#readPage(result.page));
    }
  }

  end(): OpusPacket[] {
    if (this.#link === undefined) throw new UndecodableError(phrase('undecodable.not-of-kind', { kind: 'Ogg' }));
    return [];
  }

  /** Drops what cannot be a page; `false` when more bytes are needed to go on. */
  #skipToNextCapture(): boolean {
    if (this.#link === undefined) throw new UndecodableError(phrase('undecodable.not-of-kind', { kind: 'Ogg' }));
    const found = findOggPage(this.#unread, 1);
    const dropped = found === -1 ? Math.max(1, this.#unread.length - 3) : found;
    this.#unread = this.#unread.subarray(dropped);
    this.#lookedThrough += dropped;
    if (this.#lookedThrough > RESYNC_LIMIT)
      throw new UndecodableError(phrase('undecodable.kind-damaged', { kind: 'Ogg' }));
    return found !== -1;
  }

  #readPage(page: OggPage): OpusPacket[] {
    if (page.first && isOpusHead(page.body) && this.#link?.awaitsTags !== true) {
      this.#link = new Link(page.serial, parseOpusHead(page.body));
      return [];
    }
    if (this.#link === undefined) {
      if (page.first) return [];
      throw new ForeignCodecError(phrase('undecodable.no-opus'));
    }
    return page.serial === this.#link.serial ? this.#link.readPage(page) : [];
  }
}

/** One logical stream: head, tags, then sound. */
class Link {
  /** Until the comment header has ended, no second Opus stream can replace this one: they begin together. */
  awaitsTags = true;
  readonly #preSkip: number;
  readonly #played: PlayedRange;
  #startGranule: number | undefined;
  #nextSequence = 1;
  #parts: Buffer[] = [];
  #partsLength = 0;

  constructor(
    readonly serial: number,
    head: OpusHead,
  ) {
    this.#preSkip = head.preSkip;
    this.#played = new PlayedRange(head.preSkip);
  }

  readPage(page: OggPage): OpusPacket[] {
    const whole = this.#takePackets(page);
    if (this.awaitsTags) {
      if (whole.length === 0) return [];
      this.awaitsTags = false;
      whole.shift();
    }
    const packets = whole.map(toOpusPacket).filter((packet) => packet !== undefined);
    const endsAt = this.#endOf(page, packets);
    return packets.filter((packet) => this.#played.admits(packet.samples, endsAt));
  }

  /** Where the sound ends, when this page says so. A stream cut out of a longer one begins at a granule above zero. */
  #endOf(page: OggPage, packets: readonly OpusPacket[]): number {
    if (page.granule < 0n) return Number.POSITIVE_INFINITY;
    const granule = Number(page.granule);
    if (this.#startGranule === undefined && packets.length > 0) {
      const samples = packets.reduce((sum, packet) => sum + packet.samples, 0);
      this.#startGranule = page.last ? 0 : Math.max(0, granule - samples - this.#played.position);
    }
    return page.last ? Math.max(this.#preSkip, granule - (this.#startGranule ?? 0)) : Number.POSITIVE_INFINITY;
  }

  /** The packets that end on this page. What a lost page tore apart is dropped. */
  #takePackets(page: OggPage): Buffer[] {
    const inOrder = page.sequence === this.#nextSequence;
    this.#nextSequence = (page.sequence + 1) >>> 0;
    if (!inOrder || !page.continued) this.#dropParts();
    let torn = page.continued && !(inOrder && this.#partsLength > 0);
    const packets: Buffer[] = [];
    let from = 0;
    let at = 0;
    for (const size of page.segments) {
      at += size;
      if (size === 255) continue;
      if (!torn) {
        this.#keepPart(page.body.subarray(from, at));
        packets.push(this.#wholePacket());
      }
      torn = false;
      this.#dropParts();
      from = at;
    }
    if (!torn && at > from) this.#keepPart(page.body.subarray(from, at));
    return packets;
  }

  /** Comment headers may hold pictures of many megabytes; of those, and of nonsense, only the start is kept. */
  #keepPart(part: Buffer): void {
    if (this.#partsLength < MAX_PACKET_LENGTH) this.#parts.push(part);
    this.#partsLength += part.length;
  }

  /** A packet that lies on one page is not copied. */
  #wholePacket(): Buffer {
    if (this.#partsLength > MAX_PACKET_LENGTH) return Buffer.alloc(0);
    const [part] = this.#parts;
    return part && this.#parts.length === 1 ? part : Buffer.concat(this.#parts);
  }

  #dropParts(): void {
    this.#parts = [];
    this.#partsLength = 0;
  }
}
