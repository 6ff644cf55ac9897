import { UndecodableError } from '../errors/source-errors.js';
import { type EbmlHeader, readEbmlHeader, readSigned, readUnsigned } from './ebml.js';
import { ForeignCodecError } from './foreign-codec-error.js';
import { readBlock } from './matroska-block.js';
import type { OpusDemuxer } from './opus-demuxer.js';
import { parseOpusHead } from './opus-head.js';
import { type OpusPacket, toOpusPacket } from './opus-packet.js';
import { PlayedRange } from './played-range.js';
import { phrase } from '../texts/phrase.js';

/** Element ids of Matroska (RFC 9559 §5) that we look into or read. */
const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  cluster: 0x1f43b675,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  contentEncodings: 0x6d80,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  discardPadding: 0x75a2,
} as const;

/** Elements whose children are read in place: no element that we need has the same id at another level. */
const ENTERED: ReadonlySet<number> = new Set([ID.segment, ID.cluster, ID.tracks, ID.trackEntry, ID.blockGroup]);
const READ: ReadonlySet<number> = new Set([
  ID.trackNumber,
  ID.codecId,
  ID.codecPrivate,
  ID.contentEncodings,
  ID.simpleBlock,
  ID.block,
  ID.discardPadding,
]);

/** A block of stereo Opus is far smaller; a bigger element is of another track and is passed over. */
const MAX_CONTENT_LENGTH = 256 * 1024;

const MAX_TRACKS = 128;

interface TrackEntry {
  number?: number;
  codecId?: string;
  codecPrivate?: Buffer;
  encoded?: boolean;
}

/**
 * Opus packets out of WebM or Matroska, as the bytes arrive: the first Opus track, with every kind of lacing, clusters
 * of unknown size, and the discard padding of the last block.
 */
export class WebmDemuxer implements OpusDemuxer {
  #unread: Buffer = Buffer.alloc(0);
  #toSkip = 0;
  #begun = false;
  #entries: TrackEntry[] = [];
  #track: { readonly number: number; readonly played: PlayedRange } | undefined;
  /** The frames of the last block: only what follows them says how much of them is played. */
  #held: OpusPacket[] = [];
  #discardedSamples = 0;

  push(chunk: Buffer): OpusPacket[] {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    const packets: OpusPacket[] = [];
    for (;;) {
      this.#skip();
      const header = readEbmlHeader(this.#unread);
      if (header === undefined) return packets;
      if (!this.#begun && header.id !== ID.ebml)
        throw new UndecodableError(phrase('undecodable.not-of-kind', { kind: 'WebM' }));
      this.#begun = true;
      if (!READ.has(header.id) || (header.size ?? 0) > MAX_CONTENT_LENGTH) {
        this.#pass(header);
        continue;
      }
      const end = header.length + sizeOf(header);
      if (this.#unread.length < end) return packets;
      const content = this.#unread.subarray(header.length, end);
      this.#unread = this.#unread.subarray(end);
      packets.push(...this.#readElement(header.id, content));
    }
  }

  end(): OpusPacket[] {
    if (this.#track === undefined) throw new UndecodableError(phrase('undecodable.not-of-kind', { kind: 'WebM' }));
    return this.#release();
  }

  #skip(): void {
    const skipped = Math.min(this.#toSkip, this.#unread.length);
    this.#unread = this.#unread.subarray(skipped);
    this.#toSkip -= skipped;
  }

  /** Steps over the header of an element, and over its content too unless its children matter. */
  #pass(header: EbmlHeader): void {
    this.#unread = this.#unread.subarray(header.length);
    if (header.id === ID.trackEntry && this.#entries.push({}) > MAX_TRACKS) {
      throw new UndecodableError(phrase('undecodable.too-many-tracks'));
    }
    if (!ENTERED.has(header.id)) this.#toSkip = sizeOf(header);
  }

  #readElement(id: number, content: Buffer): OpusPacket[] {
    const entry = this.#entries.at(-1);
    switch (id) {
      case ID.simpleBlock:
      case ID.block:
        return this.#readBlock(content);
      case ID.discardPadding:
        this.#discardedSamples = Math.max(0, Math.round((readSigned(content) * 48) / 1e6));
        return [];
      case ID.trackNumber:
        if (entry) entry.number = readUnsigned(content);
        return [];
      case ID.codecId:
        if (entry) entry.codecId = content.toString('latin1').replace(/\0+$/, '');
        return [];
      case ID.codecPrivate:
        if (entry) entry.codecPrivate = Buffer.from(content);
        return [];
      default:
        if (entry) entry.encoded = true;
        return [];
    }
  }

  #readBlock(content: Buffer): OpusPacket[] {
    this.#track ??= chooseTrack(this.#entries);
    const frames = readBlock(content, this.#track.number);
    if (frames === undefined) return [];
    const packets = this.#release();
    this.#held = frames.map(toOpusPacket).filter((packet) => packet !== undefined);
    return packets;
  }

  #release(): OpusPacket[] {
    const played = this.#track?.played;
    if (played === undefined) return [];
    const samples = this.#held.reduce((sum, packet) => sum + packet.samples, 0);
    const endsAt = this.#discardedSamples === 0 ? undefined : played.position + samples - this.#discardedSamples;
    const packets = this.#held.filter((packet) => played.admits(packet.samples, endsAt));
    this.#held = [];
    this.#discardedSamples = 0;
    return packets;
  }
}

function chooseTrack(entries: readonly TrackEntry[]) {
  const entry = entries.find(({ codecId, encoded }) => codecId === 'A_OPUS' && encoded !== true);
  if (entry?.number === undefined || entry.codecPrivate === undefined) {
    throw new ForeignCodecError(phrase('undecodable.no-opus'));
  }
  return { number: entry.number, played: new PlayedRange(parseOpusHead(entry.codecPrivate).preSkip) };
}

function sizeOf(header: EbmlHeader): number {
  if (header.size === undefined) throw new UndecodableError(phrase('undecodable.kind-damaged', { kind: 'WebM' }));
  return header.size;
}
