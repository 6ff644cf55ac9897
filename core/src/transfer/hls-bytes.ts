import { createDecipheriv } from 'node:crypto';
import { id3TagLength } from '../audio/recognise-container.js';
import { phrase } from '../texts/phrase.js';
import { SourceUnavailableError, TrackUnavailableError } from '../errors/source-errors.js';
import type { HlsBytes, HlsKey, HlsSegment } from './hls-playlist.js';
import { type HlsStream, loadPlaylist } from './hls-stream.js';
import { readWhole } from './read-whole.js';
import { retryPauseMs } from './retry-pause.js';
import type { Transfer } from './transfer.js';

/** How the segments of a stream are followed. */
export interface HlsBytesOptions {
  readonly stream: HlsStream;
  /** The segment to begin with, by its place in the playlist; a live stream begins near its end, whatever this says. */
  readonly first: number;
  readonly transfer: Transfer;
  /** Ends it. */
  readonly signal: AbortSignal;
  /**
   * Asked about a failure that no retry mends: the same stream at new addresses, where the old ones have expired; it goes on at
   * the same segment. `undefined`, or no such function: the failure stands.
   */
  renew?(failure: unknown): Promise<HlsStream | undefined>;
}

/** A minute of picture and sound, say. */
const MOST_SEGMENT_BYTES = 128 * 1024 * 1024;
/** How far behind the end of a live playlist one begins (RFC 8216 §6.3.3). */
const SEGMENTS_BEHIND_LIVE = 3;
/** Reloads in a row that bring nothing new, of half a segment's length each. */
const MOST_IDLE_RELOADS = 8;
const MOST_TRIES = 3;
const KEY_BYTES = 16;

/**
 * The segments, one behind the other, from that one on; of a live stream, those of the last moments and then what is added.
 * All are fetched by us: nothing that is in a playlist reaches ffmpeg but bytes.
 * @throws SourceUnavailableError when it cannot go on: opened anew at the position it may
 */
export function hlsBytes(options: HlsBytesOptions): AsyncGenerator<Buffer> {
  return new HlsReader(options).bytes();
}

class HlsReader {
  readonly #options: HlsBytesOptions;
  readonly #keys = new Map<string, Buffer>();
  #stream: HlsStream;

  constructor(options: HlsBytesOptions) {
    this.#options = options;
    this.#stream = options.stream;
  }

  async *bytes(): AsyncGenerator<Buffer> {
    const { transfer, signal, first } = this.#options;
    const { media } = this.#stream;
    const start = media.ended ? first : Math.max(0, media.segments.length - SEGMENTS_BEHIND_LIVE);
    let next = media.segments[start]?.sequence ?? 0;
    let map: string | undefined;
    for (let idle = 0; ; ) {
      const due = this.#stream.media.segments.filter(({ sequence }) => sequence >= next);
      for (const { sequence, map: front } of due) {
        // By its number: its address, and that of its front, may be another one by now.
        const frontId = front && JSON.stringify([front.url.href, front.bytes]);
        if (front && frontId !== map) yield* this.#retried(() => this.#part(this.#segment(sequence).map ?? front));
        map = frontId;
        yield* this.#segmentBytes(sequence);
        next = sequence + 1;
      }
      if (this.#stream.media.ended) return;
      idle = due.length > 0 ? 0 : idle + 1;
      if (idle > MOST_IDLE_RELOADS) throw transfer.fails(this.#stream.url, 'adds-nothing');
      await transfer.clock.sleep(this.#stream.media.targetMs / (due.length > 0 ? 1 : 2), signal);
      const [before] = this.#stream.media.segments;
      await this.#reload();
      const { segments } = this.#stream.media;
      const [oldest] = segments;
      const newest = segments.at(-1);
      // It has begun to count anew, or left us far behind. One that only lags, as one of several servers may, is waited for.
      const isAnew = newest !== undefined && newest.sequence < (before?.sequence ?? next) - 1;
      if (oldest && (isAnew || oldest.sequence > next)) next = oldest.sequence;
    }
  }

  async *#segmentBytes(sequence: number): AsyncGenerator<Buffer> {
    const { key } = this.#segment(sequence);
    const bytes = key ? this.#decrypted(sequence, key) : this.#retried(() => this.#part(this.#segment(sequence)));
    try {
      yield* withoutTag(bytes);
    } catch (error) {
      this.#options.signal.throwIfAborted();
      // Of a live stream one segment may be gone before we come; what follows may not.
      if (this.#stream.media.ended || error instanceof SourceUnavailableError) throw error;
    }
  }

  async *#decrypted(sequence: number, key: HlsKey): AsyncGenerator<Buffer> {
    if (key.method === 'foreign') {
      throw this.#refused('protected');
    }
    const known = this.#keys.get(key.url.href);
    const secret = known ?? (await this.#whole(() => this.#part(key), KEY_BYTES, 'bad-key'));
    this.#keys.clear();
    this.#keys.set(key.url.href, secret);
    const sealed = await this.#whole(() => this.#part(this.#segment(sequence)), MOST_SEGMENT_BYTES, 'long-segment');
    try {
      const decipher = createDecipheriv('aes-128-cbc', secret, key.iv ?? ivOf(sequence));
      yield Buffer.concat([decipher.update(sealed), decipher.final()]);
    } catch (cause) {
      throw this.#refused('bad-key', cause);
    }
  }

  /** The bytes, begun anew where they break off: what has been given already is not given again. */
  async *#retried(make: () => AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    let given = 0;
    for (let tries = 1; ; tries++) {
      let at = 0;
      try {
        for await (const chunk of make()) {
          const skip = Math.min(chunk.length, Math.max(0, given - at));
          at += chunk.length;
          if (skip === chunk.length) continue;
          given = at;
          yield chunk.subarray(skip);
        }
        return;
      } catch (error) {
        await this.#beforeTryingAgain(error, tries);
      }
    }
  }

  /** @throws the failure, when it is no use to try again */
  async #beforeTryingAgain(failure: unknown, tries: number): Promise<void> {
    const { transfer, signal, renew } = this.#options;
    signal.throwIfAborted();
    if (tries === MOST_TRIES) throw failure;
    if (failure instanceof SourceUnavailableError) {
      await transfer.clock.sleep(retryPauseMs(failure, tries), signal);
      return;
    }
    const renewed = await renew?.(failure);
    if (renewed === undefined) throw failure;
    this.#stream = renewed;
  }

  async *#part({ url, bytes }: { readonly url: URL; readonly bytes?: HlsBytes }): AsyncGenerator<Buffer> {
    const { transfer, signal } = this.#options;
    const range = bytes && { from: bytes.from, to: bytes.from + bytes.length - 1 };
    const part = await transfer.fetch(url, { signal, ...(range && { range }) });
    try {
      // A server that sends all of it is listened to until the part has come.
      let before = Math.max(0, (range?.from ?? 0) - part.from);
      let left = bytes?.length ?? MOST_SEGMENT_BYTES;
      for await (const chunk of part.bytes) {
        const wanted = chunk.subarray(before, before + left);
        before = Math.max(0, before - chunk.length);
        left -= wanted.length;
        if (wanted.length > 0) yield wanted;
        if (left > 0) continue;
        if (bytes) return;
        throw this.#refused('long-segment');
      }
    } finally {
      part.close();
    }
  }

  async #reload(): Promise<void> {
    const { transfer, signal } = this.#options;
    for (let tries = 1; ; tries++) {
      try {
        const { playlist, url } = await loadPlaylist(this.#stream.url, transfer, signal);
        if (playlist.kind !== 'media') {
          throw this.#refused('changed');
        }
        this.#stream = { url, media: playlist };
        return;
      } catch (error) {
        await this.#beforeTryingAgain(error, tries);
      }
    }
  }

  /** As the stream has it by now. */
  #segment(sequence: number): HlsSegment {
    const segment = this.#stream.media.segments.find((one) => one.sequence === sequence);
    if (segment === undefined) throw this.#refused('changed');
    return segment;
  }

  #whole(make: () => AsyncGenerator<Buffer>, mostBytes: number, otherwise: Refused): Promise<Buffer> {
    return readWhole(this.#retried(make), mostBytes, () => this.#refused(otherwise));
  }

  #refused(why: Refused, cause?: unknown): TrackUnavailableError {
    const { transfer } = this.#options;
    const name = transfer.nameOf(this.#stream.url);
    return new TrackUnavailableError(transfer.source, phrase(`stream.${why}`, { name }), { cause });
  }
}

/** Why a stream is given up; each has a text, `stream.…`. */
type Refused = 'protected' | 'bad-key' | 'long-segment' | 'changed';

/** Without an own one, the number of the segment is it (RFC 8216 §5.2). */
function ivOf(sequence: number): Buffer {
  const iv = Buffer.alloc(KEY_BYTES);
  iv.writeBigUInt64BE(BigInt(sequence), 8);
  return iv;
}

/** Segments of plain AAC and MP3 begin with a tag that tells their time (RFC 8216 §3.4), which is noise to old decoders. */
async function* withoutTag(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let skip = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    if (head !== undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 10) continue;
      skip = id3TagLength(head);
      rest = head;
      head = undefined;
    }
    const skipped = Math.min(skip, rest.length);
    skip -= skipped;
    if (skipped < rest.length) yield rest.subarray(skipped);
  }
  if (head !== undefined && head.length > 0) yield head;
}
