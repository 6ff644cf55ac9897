import { createDecipheriv } from 'node:crypto';
import { id3TagLength, SourceUnavailableError } from '@tonearm/core';
import { chooseVariant, type HlsBytes, type HlsKey, type HlsMedia, type HlsSegment, parseHls } from './hls-playlist.js';
import { hostFails, notForUs } from './link-errors.js';
import { hostOf } from './network-policy.js';
import { type LinkParts, openLink, readText, readWhole, soundOf } from './opened-link.js';

/** Masters that lead to masters that lead to masters … are no stream. */
const MOST_MASTERS = 3;
/** A minute of picture and sound, say. */
const MOST_SEGMENT_BYTES = 128 * 1024 * 1024;
/** How far behind the end of a live playlist one begins (RFC 8216 §6.3.3). */
const SEGMENTS_BEHIND_LIVE = 3;
/** Reloads in a row that bring nothing new, of half a segment's length each. */
const MOST_IDLE_RELOADS = 8;
const MOST_TRIES = 3;
const FIRST_PAUSE_MS = 250;
const KEY_BYTES = 16;

/** The list of segments behind a link, and where it is. */
export interface HlsStream {
  readonly url: URL;
  readonly media: HlsMedia;
}

/**
 * Follows a playlist of playlists to the one of the sound.
 * @throws TrackUnavailableError when there is none, or it is protected
 */
export async function findStream(text: string, url: URL, parts: LinkParts, signal: AbortSignal): Promise<HlsStream> {
  let playlist = parseHls(text, url);
  let at = url;
  for (let depth = 0; playlist.kind === 'master'; depth++) {
    const variant = chooseVariant(playlist);
    if (variant === undefined || depth === MOST_MASTERS)
      throw notForUs(`There is no sound in that stream of ${hostOf(url)}.`);
    ({ playlist, at } = await load(variant.url, parts, signal));
  }
  const isProtected = playlist.segments.some(({ key }) => key?.method === 'foreign');
  if (isProtected)
    throw notForUs(`That stream of ${hostOf(url)} is protected: it plays nowhere but in its own player.`);
  if (playlist.segments.length === 0 && playlist.ended)
    throw notForUs(`There is nothing in that stream of ${hostOf(url)}.`);
  return { url: at, media: playlist };
}

/** Length of a stream that has an end, in milliseconds; `null` of a live one. */
export function streamMs({ ended, segments }: HlsMedia): number | null {
  return ended
    ? Math.max(
        1_000,
        segments.reduce((sum, { durationMs }) => sum + durationMs, 0),
      )
    : null;
}

/** Which segment holds that position, and where it begins. */
export function segmentAt(
  { segments }: HlsMedia,
  positionMs: number,
): { readonly index: number; readonly fromMs: number } {
  let fromMs = 0;
  for (const [index, { durationMs }] of segments.entries()) {
    if (fromMs + durationMs > positionMs) return { index, fromMs };
    fromMs += durationMs;
  }
  return { index: segments.length, fromMs };
}

/**
 * The segments, one behind the other, from that one on; of a live stream, those of the last moments and then what is added.
 * All are fetched by us: nothing that is in a playlist reaches ffmpeg but bytes.
 */
export async function* hlsBytes(
  stream: HlsStream,
  first: number,
  parts: LinkParts,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  let { media, url } = stream;
  const start = media.ended ? first : Math.max(0, media.segments.length - SEGMENTS_BEHIND_LIVE);
  let next = media.segments[start]?.sequence ?? 0;
  let map: string | undefined;
  const keys = new Map<string, Buffer>();
  for (let idle = 0; ; ) {
    const due = media.segments.filter(({ sequence }) => sequence >= next);
    for (const segment of due) {
      const mapHref = segment.map && JSON.stringify([segment.map.url.href, segment.map.bytes]);
      if (segment.map && mapHref !== map)
        yield* retried(() => part(segment.map ?? segment, parts, signal), parts, signal);
      map = mapHref;
      yield* segmentBytes(segment, !media.ended, keys, parts, signal);
      next = segment.sequence + 1;
    }
    if (media.ended) return;
    idle = due.length > 0 ? 0 : idle + 1;
    if (idle > MOST_IDLE_RELOADS) throw hostFails(hostOf(url), 'adds nothing to its stream any more.');
    await parts.clock.sleep(media.targetMs / (due.length > 0 ? 1 : 2), signal);
    ({ media, url } = await reload(url, parts, signal));
    // It has begun to count anew, or left us far behind.
    const [oldest] = media.segments;
    const newest = media.segments.at(-1);
    if (oldest && newest && (newest.sequence < next - 1 || oldest.sequence > next)) next = oldest.sequence;
  }
}

async function* segmentBytes(
  segment: HlsSegment,
  live: boolean,
  keys: Map<string, Buffer>,
  parts: LinkParts,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const { key } = segment;
  const bytes =
    key === undefined
      ? retried(() => part(segment, parts, signal), parts, signal)
      : decrypted(segment, key, keys, parts, signal);
  try {
    yield* withoutTag(bytes);
  } catch (error) {
    signal.throwIfAborted();
    // Of a live stream one segment may be gone before we come; what follows may not.
    if (!live || error instanceof SourceUnavailableError) throw error;
  }
}

async function* decrypted(
  segment: HlsSegment,
  key: HlsKey,
  keys: Map<string, Buffer>,
  parts: LinkParts,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  if (key.method === 'foreign') throw notForUs('That stream is protected: it plays nowhere but in its own player.');
  const known = keys.get(key.url.href);
  const secret =
    known ??
    (await readWhole(
      retried(() => part(key, parts, signal), parts, signal),
      KEY_BYTES,
      'That key is none.',
    ));
  keys.clear();
  keys.set(key.url.href, secret);
  const sealed = await readWhole(
    retried(() => part(segment, parts, signal), parts, signal),
    MOST_SEGMENT_BYTES,
    'A segment of that stream is too long.',
  );
  try {
    const decipher = createDecipheriv('aes-128-cbc', secret, key.iv ?? ivOf(segment.sequence));
    yield Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch (cause) {
    throw notForUs('That stream cannot be decrypted.', cause);
  }
}

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

/** The bytes, begun anew where they break off: what has been given already is not given again. */
async function* retried(
  make: () => AsyncGenerator<Buffer>,
  parts: LinkParts,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
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
      signal.throwIfAborted();
      if (!(error instanceof SourceUnavailableError) || tries === MOST_TRIES) throw error;
      await parts.clock.sleep(FIRST_PAUSE_MS * 2 ** tries, signal);
    }
  }
}

async function* part(
  { url, bytes }: { readonly url: URL; readonly bytes?: HlsBytes },
  parts: LinkParts,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const range = bytes && { from: bytes.from, to: bytes.from + bytes.length - 1 };
  const answer = await parts.client.get(url, { signal, ...(range && { range }) });
  try {
    // A server that sends all of it is listened to until the part has come.
    let before = range && answer.status !== 206 ? range.from : 0;
    let left = bytes?.length ?? MOST_SEGMENT_BYTES;
    for await (const chunk of soundOf(answer, parts, () => {})) {
      const wanted = chunk.subarray(before, before + left);
      before = Math.max(0, before - chunk.length);
      left -= wanted.length;
      if (wanted.length > 0) yield wanted;
      if (left > 0) continue;
      if (bytes) return;
      throw notForUs(`A segment of that stream of ${hostOf(url)} is too long.`);
    }
  } finally {
    answer.body.destroy();
  }
}

async function reload(url: URL, parts: LinkParts, signal: AbortSignal): Promise<HlsStream> {
  for (let tries = 1; ; tries++) {
    try {
      const { playlist, at } = await load(url, parts, signal);
      if (playlist.kind === 'media') return { url: at, media: playlist };
      throw notForUs(`That stream of ${hostOf(url)} has become another.`);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SourceUnavailableError) || tries === MOST_TRIES) throw error;
      await parts.clock.sleep(FIRST_PAUSE_MS * 2 ** tries, signal);
    }
  }
}

async function load(url: URL, parts: LinkParts, signal: AbortSignal) {
  const link = await openLink(url, parts, signal);
  try {
    return { playlist: parseHls(await readText(link, parts), link.url), at: link.url };
  } finally {
    link.close();
  }
}
