import {
  type AudioContainer,
  cleanText,
  containerMimeType,
  fetchRest,
  id3TagLength,
  phrase,
  readIsrc,
  readWhole,
} from '@tonearm/core';
import { type IAudioMetadata, parseBuffer, selectCover } from 'music-metadata';
import { notForUs } from './link-errors.js';
import { LinkTransfer } from './link-transfer.js';
import { mp4Index } from './mp4-front.js';
import type { LinkParts, OpenedLink } from './opened-link.js';

/** What the first bytes of a file tell of it. */
export interface LinkTags {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** `null` when neither they nor the file’s length tell. */
  readonly durationMs: number | null;
  readonly isrc?: string;
  readonly cover?: Uint8Array;
}

const NOTHING: LinkTags = { title: '', artist: '', album: '', durationMs: null };

/** Longer than the longest page of Ogg (RFC 3533 §6). */
const OGG_TAIL_BYTES = 72 * 1024;
const OPUS_RATE = 48_000;
const SAME_SECONDS = 0.05;

/** Reads what is there to be read. Tags that are damaged are as if they were not there: the sound may be good. */
export async function readLinkTags(
  link: OpenedLink,
  container: AudioContainer | undefined,
  parts: LinkParts,
  signal: AbortSignal,
): Promise<LinkTags> {
  const bytes = container?.name === 'mp4' ? await mp4Index(link, parts, signal) : link.head;
  const metadata = await parse(bytes, container, link.totalBytes);
  if (metadata === undefined) return NOTHING;
  const { common } = metadata;
  const isrc = readIsrc(common.isrc?.[0]);
  const cover = selectCover(common.picture)?.data;
  return {
    title: cleanText(common.title),
    artist: cleanText(common.artist ?? common.albumartist),
    album: cleanText(common.album),
    durationMs: await durationMs(link, container, metadata, parts, signal),
    ...(isrc !== undefined && { isrc }),
    ...(cover && { cover }),
  };
}

async function parse(
  head: Buffer,
  container: AudioContainer | undefined,
  size: number | null,
): Promise<IAudioMetadata | undefined> {
  try {
    const mimeType = container && containerMimeType(container.name);
    return await parseBuffer(head, { ...(mimeType !== undefined && { mimeType }), ...(size !== null && { size }) });
  } catch {
    return undefined;
  }
}

async function durationMs(
  link: OpenedLink,
  container: AudioContainer | undefined,
  { format }: IAudioMetadata,
  parts: LinkParts,
  signal: AbortSignal,
): Promise<number | null> {
  if (link.isRadio) return null;
  if (container?.name === 'ogg') {
    const rate = format.codec === 'Opus' ? OPUS_RATE : format.sampleRate;
    const granule = rate === undefined ? undefined : await lastGranule(link, parts, signal);
    return granule === undefined || rate === undefined ? null : atLeastASecond((granule / rate) * 1000);
  }
  if (container?.name === 'mpeg' || container?.name === 'wav') return lengthAtRateMs(link, format);
  return atLeastASecond((format.duration ?? 0) * 1000);
}

/**
 * What the head says of all of it; else its length at the rate of its first frames. Of sound whose length it cannot know, the
 * reader of tags gives the length of what it was shown.
 */
function lengthAtRateMs(
  { totalBytes, head }: OpenedLink,
  { duration = 0, numberOfSamples, sampleRate, bitrate }: IAudioMetadata['format'],
): number | null {
  const shown = numberOfSamples && sampleRate ? numberOfSamples / sampleRate : 0;
  const isWhole = totalBytes !== null && totalBytes <= head.length;
  if (isWhole || Math.abs(duration - shown) > SAME_SECONDS) return atLeastASecond(duration * 1000);
  if (totalBytes === null || !bitrate) return null;
  return atLeastASecond(((totalBytes - id3TagLength(head)) * 8 * 1000) / bitrate);
}

/** Where the last page of an Ogg file says it ends (RFC 3533 §6), in samples; `undefined` when that cannot be seen. */
async function lastGranule(link: OpenedLink, parts: LinkParts, signal: AbortSignal): Promise<number | undefined> {
  const { totalBytes, head } = link;
  if (totalBytes === null) return undefined;
  const tail = totalBytes <= head.length ? head : await readTail(link, totalBytes, parts, signal);
  const serial = head.length < 18 ? 0 : head.readUInt32LE(14);
  for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    if (at + 27 > tail.length || tail.readUInt32LE(at + 14) !== serial) continue;
    const granule = Number(tail.readBigInt64LE(at + 6));
    if (granule >= 0) return granule;
  }
  return undefined;
}

/** A server that cannot begin near the end leaves the length unknown. */
async function readTail(link: OpenedLink, totalBytes: number, parts: LinkParts, signal: AbortSignal): Promise<Buffer> {
  try {
    const from = Math.max(0, totalBytes - OGG_TAIL_BYTES);
    const { bytes } = await fetchRest(link, { from }, new LinkTransfer(parts), signal);
    return await readWhole(bytes, OGG_TAIL_BYTES, () => notForUs(phrase('stream.long-file')));
  } catch {
    signal.throwIfAborted();
    return Buffer.alloc(0);
  }
}

function atLeastASecond(ms: number): number | null {
  return Number.isFinite(ms) && ms > 0 ? Math.max(1_000, Math.round(ms)) : null;
}
