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
  /** Hears of each segment whose sound has begun to come. */
  onSegment?(segment: HlsSegment): void;
}

/** A minute of picture and sound, say. */
const MOST_SEGMENT_BYTES = 128 * 1024 * 1024;
/** How far behind the end of a live playlist one begins (RFC 8216 §6.3.3). */
const SEGMENTS_BEHIND_LIVE = 3;
/** How long a live stream is waited for that brings no sound: so many times as long as one of its segments, and no less than that. */
const SILENT_SEGMENTS = 4;
const LEAST_SILENCE_MS = 12_000;
/** Between two looks at a live playlist, whatever it says: who looks too often is shut out, who looks too seldom is left behind. */
const LEAST_PAUSE_MS = 1_000;
const MOST_PAUSE_MS = 30_000;
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
  /** The front that was given last, by its name. */
  #front: string | undefined;
  /** How long it has been waited for sound, since there was any. */
  #quietMs = 0;
  /** Why the last segment that did not come did not. */
  #lost: unknown;

  constructor(options: HlsBytesOptions) {
    this.#options = options;
    this.#stream = options.stream;
  }

  async *bytes(): AsyncGenerator<Buffer> {
    const { first } = this.#options;
    const { media } = this.#stream;
    const start = media.ended ? first : Math.max(0, media.segments.length - SEGMENTS_BEHIND_LIVE);
    let next = media.segments[start]?.sequence ?? 0;
    for (;;) {
      const due = this.#stream.media.segments.filter(({ sequence }) => sequence >= next);
      for (const { sequence } of due) {
        yield* this.#heard(sequence);
        next = sequence + 1;
      }
      if (this.#stream.media.ended) return;
      await this.#pause(due.length > 0);
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

  /** The segment of that number; of a live stream one may be gone before we come, what follows may not. */
  async *#heard(sequence: number): AsyncGenerator<Buffer> {
    try {
      yield* this.#frontOf(sequence);
      let isNew = true;
      for await (const chunk of withoutTag(this.#segmentBytes(sequence))) {
        this.#quietMs = 0;
        this.#lost = undefined;
        if (isNew) this.#options.onSegment?.(this.#segment(sequence));
        isNew = false;
        yield chunk;
      }
    } catch (error) {
      this.#options.signal.throwIfAborted();
      if (this.#stream.media.ended || error instanceof SourceUnavailableError) throw error;
      this.#lost = error;
    }
  }

  /** What has to come before the segment, when it is not what came before the last one. */
  async *#frontOf(sequence: number): AsyncGenerator<Buffer> {
    const { map } = this.#segment(sequence);
    const name = map && JSON.stringify([map.url.href, map.bytes]);
    // By the segment's number: its address, and that of its front, may be another one by now.
    if (map && name !== this.#front) yield* this.#retried(() => this.#part(this.#segment(sequence).map ?? map));
    this.#front = name;
  }

  #segmentBytes(sequence: number): AsyncGenerator<Buffer> {
    const { key } = this.#segment(sequence);
    return key ? this.#decrypted(sequence, key) : this.#retried(() => this.#part(this.#segment(sequence)));
  }

  /** Until a live playlist is looked at again. @throws SourceUnavailableError when there has been no sound for too long */
  async #pause(isNew: boolean): Promise<void> {
    const { transfer, signal } = this.#options;
    const { url, media } = this.#stream;
    const segmentMs = Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, media.targetMs));
    if (this.#quietMs >= Math.max(LEAST_SILENCE_MS, SILENT_SEGMENTS * segmentMs)) {
      throw transfer.fails(url, isNew ? 'sends-no-sound' : 'adds-nothing', { cause: this.#lost });
    }
    // One that is late is looked for twice as often (RFC 8216 §6.3.4).
    const pauseMs = segmentMs / (isNew ? 1 : 2);
    await transfer.clock.sleep(pauseMs, signal);
    this.#quietMs += pauseMs;
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
        await this.#beforeTryingAgain(error, tries).catch((failure: unknown) => this.#lostList(failure));
      }
    }
  }

  /** A playlist that was there a moment ago: whoever opens the stream anew may be led to another one. */
  #lostList(cause: unknown): never {
    const { transfer, signal } = this.#options;
    signal.throwIfAborted();
    throw cause instanceof TrackUnavailableError ? transfer.fails(this.#stream.url, 'broken-off', { cause }) : cause;
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
