import { findMpegFrames, mpegHeaderAt } from './mpeg-frames.js';
import { id3TagLength } from './recognise-container.js';
import type { SoundStart, WantedStart } from './sound-start.js';
import { readTable, type SeekTable } from './mpeg-table.js';

/** A frame may need up to 511 bytes of those before it (ISO/IEC 11172-3 §2.4.2.7): ten frames even at low rates. */
const WARM_UP_FRAMES = 10;
/** How far the length by the bit rate may be beside the one that is known: tags at the end count as sound. */
const SAME_LENGTH_SHARE = 0.02;
const SAME_LENGTH_MS = 1_000;

/**
 * Where to begin in an MP3. Of a constant bit rate it is exact; by a table of VBRI’s to some frames; by one of Xing’s to about 1/256 of
 * the length, a second of a song of four minutes: the table knows no better. Of a changing bit rate without a table nobody can tell,
 * nor of AAC: `undefined`.
 */
export function mpegStart(head: Buffer, wanted: WantedStart): SoundStart | undefined {
  const at = findMpegFrames(head, id3TagLength(head));
  const first = at === -1 ? undefined : mpegHeaderAt(head, at);
  if (first === undefined || first.meanLength === null) return undefined;
  const table = readTable(head.subarray(at, at + first.length), first);
  if (table?.kind === 'useless') return undefined;
  const soundAt = at + (table ? first.length : 0);
  // Where a decoder that reads the whole file is given a delay to leave out, its time begins behind that.
  const delayMs = table?.delayMs ?? 0;
  const frame = Math.floor((wanted.positionMs + delayMs) / first.ms) - WARM_UP_FRAMES;
  const positionMs = frame * first.ms - delayMs;
  if (frame <= 0 || positionMs <= 0) return undefined;
  const isVariable = table?.kind === 'variable';
  const offset = isVariable ? inTable(table, frame, at, soundAt) : atConstantRate(head, soundAt, frame, wanted);
  if (offset === undefined || offset >= wanted.totalBytes) return undefined;
  return { offset, positionMs, front: Buffer.alloc(0), frames: true };
}

/** Half a frame early: the next frame that begins is then the one meant, whatever its padding. */
function atConstantRate(
  head: Buffer,
  soundAt: number,
  frame: number,
  { totalBytes, durationMs }: WantedStart,
): number | undefined {
  const rate = constantRate(head, soundAt);
  if (rate === undefined) return undefined;
  const byRateMs = ((totalBytes - soundAt) / rate.frameBytes) * rate.frameMs;
  const besideMs = durationMs === null ? 0 : Math.abs(byRateMs - durationMs);
  if (besideMs > Math.max(SAME_LENGTH_MS, SAME_LENGTH_SHARE * byRateMs)) return undefined;
  return Math.floor(soundAt + (frame - 0.5) * rate.frameBytes);
}

/** How long the frames at hand are on average; `undefined` when their bit rates differ. */
function constantRate(
  head: Buffer,
  soundAt: number,
): { readonly frameBytes: number; readonly frameMs: number } | undefined {
  const first = soundAt + 6 <= head.length ? mpegHeaderAt(head, soundAt) : undefined;
  if (first === undefined || first.meanLength === null) return undefined;
  let frames = 0;
  let bytes = 0;
  while (soundAt + bytes + 6 <= head.length) {
    const frame = mpegHeaderAt(head, soundAt + bytes);
    if (frame?.meanLength !== first.meanLength) return undefined;
    frames += 1;
    bytes += frame.length;
  }
  // Some encoders never pad.
  const isPadded = Math.abs(bytes - frames * first.meanLength) < 2;
  return { frameBytes: isPadded ? first.meanLength : bytes / frames, frameMs: first.ms };
}

function inTable(table: SeekTable, frame: number, tableAt: number, soundAt: number): number | undefined {
  const { places, frames, bytes } = table;
  const last = places.length - 1;
  const place = (frame / frames) * last;
  const index = Math.floor(place);
  const [before, after] = [places[index], places[index + 1]];
  if (before === undefined || after === undefined) return undefined;
  const share = before + (after - before) * (place - index);
  return Math.floor((table.countsItself ? tableAt : soundAt) + share * bytes);
}
