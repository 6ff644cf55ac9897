import {
  type AudioStream,
  type FetchedFile,
  fetchNear,
  fetchRest,
  followHls,
  hlsBytes,
  type HlsSegment,
  hlsStart,
  type FoundBytes,
  type OpenContext,
  openReadable,
  parseHls,
  resumedBytes,
  soundFrom,
  type Track,
} from '@tonearm/core';
import { notAudio } from './describe-link.js';
import { LinkTransfer } from './link-transfer.js';
import { segmentTitle } from './icy-titles.js';
import { mp4Front } from './mp4-front.js';
import { type LinkParts, type OpenedLink, openLink, readText } from './opened-link.js';
import { StationTitles } from './station-titles.js';

/** The bytes of a track once they are wanted, and what they are. */
interface Found extends FoundBytes {
  readonly format: AudioStream['format'];
  readonly positionMs: number;
  /** What a station says is on; a file says nothing. */
  readonly titles?: StationTitles;
}

/**
 * Opens the sound at a link. MP3 and WAVE begin near the position, a stream in segments at the segment with it, other files at their
 * start; a station plays what it plays.
 * @throws TonearmError that says why it cannot be played
 */
export async function openTrack(track: Track, parts: LinkParts, context: OpenContext): Promise<AudioStream> {
  const { found, readable } = await openReadable((life) => find(track, parts, context, life), context);
  const { format, positionMs, titles } = found;
  return { readable, format, positionMs, ...(titles && { onTitle: (listener) => titles.listen(listener) }) };
}

async function find(track: Track, parts: LinkParts, { positionMs }: OpenContext, signal: AbortSignal): Promise<Found> {
  const titles = new StationTitles();
  const say = (title: string) => titles.say(title);
  const link = await openLink(new URL(track.id), parts, signal, say);
  try {
    if (link.kind.kind === 'hls') return await findSegments(link, positionMs, parts, signal, titles);
    if (link.kind.kind !== 'audio') throw notAudio(link.url);
    const near = await findNear(link, track, positionMs, parts, signal);
    if (near) return near;
    const front = link.kind.container?.name === 'mp4' ? await mp4Front(link, parts, signal) : undefined;
    const format = link.kind.container?.format ?? 'arbitrary';
    // Of a live stream every moment is the one asked for.
    const from = track.durationMs === null ? positionMs : 0;
    const bytes = (life: AbortSignal) => bytesOf(link, parts, life, say);
    if (front === undefined) return { format, positionMs: from, bytes, ...(link.isRadio && { titles }) };
    return { format, positionMs: from, bytes: (life) => behind(front.bytes, skipped(bytes(life), front.soundAt)) };
  } catch (error) {
    link.close();
    throw error;
  }
}

/** The sound from near the position on; `undefined` when it has to be read from its start. */
async function findNear(
  link: OpenedLink,
  { durationMs }: Track,
  positionMs: number,
  parts: LinkParts,
  signal: AbortSignal,
): Promise<Found | undefined> {
  if (link.isRadio || durationMs === null) return undefined;
  const transfer = new LinkTransfer(parts);
  const file = fileOf(link);
  const near = await fetchNear({ file, head: link.head, positionMs, durationMs }, transfer, signal);
  if (near === undefined) return undefined;
  link.close();
  const { start, part: first } = near;
  const { fileBytes: mostBytes } = parts.client.limits;
  return {
    format: 'arbitrary',
    positionMs: start.positionMs,
    bytes: (life) => soundFrom(start, resumedBytes({ transfer, first, mostBytes, signal: life })),
  };
}

async function findSegments(
  link: OpenedLink,
  positionMs: number,
  parts: LinkParts,
  signal: AbortSignal,
  titles: StationTitles,
): Promise<Found> {
  const transfer = new LinkTransfer(parts);
  const playlist = parseHls(await readText(link, parts), link.url);
  const stream = await followHls({ url: link.url, playlist }, transfer, signal);
  link.close();
  const { index, fromMs } = hlsStart(stream.media, positionMs);
  const onSegment = ({ title = '' }: HlsSegment) => {
    const onAir = segmentTitle(title);
    if (onAir !== undefined) titles.say(onAir);
  };
  return {
    format: 'arbitrary',
    positionMs: fromMs,
    bytes: (life) => hlsBytes({ stream, first: index, transfer, signal: life, onSegment }),
    ...(!stream.media.ended && { titles }),
  };
}

/** All bytes of a link; a radio station goes on at what is on by then, a file at the next byte. */
function bytesOf(
  link: OpenedLink,
  parts: LinkParts,
  signal: AbortSignal,
  onTitle: (title: string) => void,
): AsyncGenerator<Buffer> {
  const { url, totalBytes, isRadio, close } = link;
  const transfer = new LinkTransfer(parts, onTitle);
  return resumedBytes({
    transfer,
    first: { ...fileOf(link), from: 0, length: totalBytes, bytes: link.content.read(), close },
    reopen: (range) => (isRadio ? transfer.fetch(url, { signal }) : fetchRest(link, range, transfer, signal)),
    endless: isRadio,
    mostBytes: parts.client.limits.fileBytes,
    signal,
  });
}

function fileOf({ url, totalBytes, validator }: OpenedLink): FetchedFile {
  return { url, totalBytes, ...(validator !== undefined && { validator }) };
}

async function* behind(front: Buffer, bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield front;
  yield* bytes;
}

async function* skipped(bytes: AsyncGenerator<Buffer>, length: number): AsyncGenerator<Buffer> {
  let left = length;
  for await (const chunk of bytes) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
