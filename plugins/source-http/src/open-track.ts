import { type AudioStream, type OpenContext, raceSignal, type Track, UndecodableError } from '@tonearm/core';
import { notAudio } from './describe-link.js';
import { findStream, hlsBytes, segmentAt } from './hls-stream.js';
import { mp4Front } from './mp4-front.js';
import { type LinkParts, type OpenedLink, openLink, readText } from './opened-link.js';
import { resumedBytes } from './resumed-bytes.js';
import { StationTitles } from './station-titles.js';
import { stoppableReadable } from './stoppable-readable.js';

/** The bytes of a track once they are wanted, and what they are. */
interface Found {
  readonly format: AudioStream['format'];
  readonly positionMs: number;
  /** What a station says is on; a file says nothing. */
  readonly titles?: StationTitles;
  bytes(signal: AbortSignal): AsyncGenerator<Buffer>;
}

/**
 * Opens the sound at a link. A file begins at its start, a stream in segments at the segment with the position; a station plays what it
 * plays.
 * @throws TonearmError that says why it cannot be played
 */
export async function openTrack(track: Track, parts: LinkParts, context: OpenContext): Promise<AudioStream> {
  const { attemptSignal, streamSignal } = context;
  attemptSignal.throwIfAborted();
  // What has been opened lives as long as the stream, whatever becomes of the attempt.
  const life = new AbortController();
  const giveUp = () => life.abort(attemptSignal.reason);
  const end = () => life.abort(streamSignal.reason);
  attemptSignal.addEventListener('abort', giveUp, { once: true });
  streamSignal.addEventListener('abort', end, { once: true });
  if (streamSignal.aborted) end();
  try {
    const found = await raceSignal(find(track, parts, context, life.signal), life.signal);
    const readable = stoppableReadable((stopped) => {
      stopped.addEventListener('abort', () => life.abort(stopped.reason), { once: true });
      return found.bytes(life.signal);
    }, streamSignal);
    readable.once('close', () => streamSignal.removeEventListener('abort', end));
    const { format, positionMs, titles } = found;
    return { readable, format, positionMs, ...(titles && { onTitle: (listener) => titles.listen(listener) }) };
  } catch (error) {
    life.abort(error);
    streamSignal.removeEventListener('abort', end);
    throw error;
  } finally {
    attemptSignal.removeEventListener('abort', giveUp);
  }
}

async function find(track: Track, parts: LinkParts, { positionMs }: OpenContext, signal: AbortSignal): Promise<Found> {
  const titles = new StationTitles();
  const say = (title: string) => titles.say(title);
  const link = await openLink(new URL(track.id), parts, signal, say);
  try {
    if (link.kind.kind === 'hls') return await findSegments(link, positionMs, parts, signal);
    if (link.kind.kind !== 'audio') throw notAudio(link.url);
    const front = link.kind.container?.name === 'mp4' ? await mp4Front(link, parts, signal) : undefined;
    const format = link.kind.container?.format ?? 'arbitrary';
    // Of a live stream every moment is the one asked for.
    const from = track.durationMs === null ? positionMs : 0;
    const bytes = (life: AbortSignal) => resumedBytes(link, parts, life, say);
    if (front === undefined) return { format, positionMs: from, bytes, ...(link.isRadio && { titles }) };
    return { format, positionMs: from, bytes: (life) => behind(front.bytes, skipped(bytes(life), front.soundAt)) };
  } catch (error) {
    link.close();
    throw error;
  }
}

async function findSegments(
  link: OpenedLink,
  positionMs: number,
  parts: LinkParts,
  signal: AbortSignal,
): Promise<Found> {
  const stream = await findStream(await readText(link, parts), link.url, parts, signal);
  link.close();
  const { index, fromMs } = segmentAt(stream.media, stream.media.ended ? positionMs : 0);
  if (stream.media.ended && index === stream.media.segments.length && index > 0) {
    throw new UndecodableError('That place lies behind the end of the stream.');
  }
  return {
    format: 'arbitrary',
    positionMs: stream.media.ended ? fromMs : positionMs,
    bytes: (life) => hlsBytes(stream, index, parts, life),
  };
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
