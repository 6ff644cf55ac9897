import type { FileHandle } from 'node:fs/promises';
import { MAX_OGG_HEADER_LENGTH, type OggPageHeader, parseOggHeader } from './ogg-page-header.js';
import { readAt } from './sniff-container.js';

/** Longer than the longest page (RFC 3533 §6), so that it always holds a whole page header. */
const WINDOW = 72 * 1024;
/** Tags with big pictures; beyond that we rather begin at the start. */
const MAX_HEAD_LENGTH = 16 * 1024 * 1024;
/** Many times the longest page: what has none so far on is damaged, and need not be looked through. */
const MAX_SEARCH_LENGTH = 1024 * 1024;
const OPUS_RATE_KHZ = 48;
const OPUS_HEAD_LENGTH = 19;
/** A decoder needs about 80 ms before its sound is right (RFC 7845 §4.6). */
const PRE_ROLL_MS = 80;

interface Found extends OggPageHeader {
  readonly at: number;
}

/** Where to read on for a position. */
export interface OggPosition {
  /** The pages that a stream begins with: identification and tags. */
  readonly head: Buffer;
  /** Where in the file to go on behind them. */
  readonly offset: number;
  /** Where in the track the sound at `offset` lies. */
  readonly positionMs: number;
}

/** The granule that the file ends with; `undefined` when its last bytes hold no page of its first stream. */
export async function lastGranule(file: FileHandle, sizeBytes: number): Promise<number | undefined> {
  const first = parseOggHeader(await readAt(file, 0, MAX_OGG_HEADER_LENGTH));
  const tail = await readAt(file, Math.max(0, sizeBytes - WINDOW), WINDOW);
  for (let at = tail.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1)) {
    const page = parseOggHeader(tail, at);
    if (page !== undefined && page.granule >= 0 && page.serial === first?.serial) return page.granule;
  }
  return undefined;
}

/**
 * The gain in the head of an Ogg/Opus file, in dB: a player is to apply it always, and other gains on top (RFC 7845 §5.1).
 * 0 for what is no plain mono or stereo Opus.
 */
export async function outputGainDb(file: FileHandle): Promise<number> {
  const start = await readAt(file, 0, MAX_OGG_HEADER_LENGTH + OPUS_HEAD_LENGTH);
  const head = start.subarray(parseOggHeader(start)?.headerLength ?? start.length);
  const isPlain = head.length >= OPUS_HEAD_LENGTH && head.toString('latin1', 0, 8) === 'OpusHead' && head[18] === 0;
  return isPlain ? head.readInt16LE(16) / 256 : 0;
}

/**
 * Finds the page to play from in an Ogg/Opus file, by halving. `undefined` when the file is no single plain stream,
 * or the position lies in its first page: then it is read from its start.
 */
export async function seekOgg(
  file: FileHandle,
  sizeBytes: number,
  positionMs: number,
): Promise<OggPosition | undefined> {
  const head = await readHead(file);
  if (head === undefined) return undefined;
  const target = (positionMs - PRE_ROLL_MS) * OPUS_RATE_KHZ;
  let before: Found | undefined;
  let low = head.bytes.length;
  let high = sizeBytes;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const page = await findPage(file, middle, high);
    if (page === undefined) high = middle;
    else if (page.serial !== head.serial) return undefined;
    else if (page.granule > target) high = middle;
    else {
      before = page;
      low = page.at + page.length;
    }
  }
  if (before === undefined || before.unfinished) return undefined;
  // The pre-skip in the head is left out once more, so the first sound lies as much later as granules count it too early.
  return { head: head.bytes, offset: before.at + before.length, positionMs: before.granule / OPUS_RATE_KHZ };
}

/** The first page that begins in `[from, until)` and on which a packet ends. */
async function findPage(file: FileHandle, from: number, end: number): Promise<Found | undefined> {
  const until = Math.min(end, from + MAX_SEARCH_LENGTH);
  for (let start = from; start < until; start += WINDOW - MAX_OGG_HEADER_LENGTH) {
    const window = await readAt(file, start, WINDOW);
    for (let at = window.indexOf('OggS'); at !== -1 && start + at < until; at = window.indexOf('OggS', at + 1)) {
      const page = parseOggHeader(window, at);
      if (page !== undefined && page.granule >= 0) return { ...page, at: start + at };
    }
  }
  return undefined;
}

/** Everything up to the end of the second packet, the tags (RFC 7845 §3). */
async function readHead(file: FileHandle) {
  const first = parseOggHeader(await readAt(file, 0, MAX_OGG_HEADER_LENGTH));
  if (first === undefined) return undefined;
  let length = first.length;
  for (;;) {
    const page = parseOggHeader(await readAt(file, length, MAX_OGG_HEADER_LENGTH));
    if (page === undefined || page.serial !== first.serial || length > MAX_HEAD_LENGTH) return undefined;
    length += page.length;
    if (page.endsPacket) break;
  }
  const bytes = await readAt(file, 0, length);
  return { bytes, serial: first.serial };
}
