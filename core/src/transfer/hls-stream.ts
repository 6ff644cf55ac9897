import { TrackUnavailableError, UndecodableError } from '../errors/source-errors.js';
import { phrase } from '../texts/phrase.js';
import { chooseVariant, type HlsMedia, type HlsPlaylist, parseHls } from './hls-playlist.js';
import { decodeText, readWhole } from './read-whole.js';
import type { Transfer } from './transfer.js';

/** Masters that lead to masters that lead to masters … are no stream. */
const MOST_MASTERS = 3;

/** The list of segments behind a link, and where it is. */
export interface HlsStream {
  readonly url: URL;
  readonly media: HlsMedia;
}

/** A playlist, and where redirects have led to it. */
export interface LoadedPlaylist {
  readonly url: URL;
  readonly playlist: HlsPlaylist;
}

/**
 * Loads a playlist and follows it to the one of the sound.
 * @throws TrackUnavailableError when there is none, or it is protected
 */
export async function loadHls(url: URL, transfer: Transfer, signal: AbortSignal): Promise<HlsStream> {
  return followHls(await loadPlaylist(url, transfer, signal), transfer, signal);
}

/**
 * Follows a playlist of playlists to the one of the sound.
 * @throws TrackUnavailableError when there is none, or it is protected
 */
export async function followHls(
  { url, playlist }: LoadedPlaylist,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<HlsStream> {
  const name = transfer.nameOf(url);
  const refuse = (why: 'no-sound' | 'protected' | 'empty') =>
    new TrackUnavailableError(transfer.source, phrase(`stream.${why}`, { name }));
  let at = url;
  let found = playlist;
  for (let depth = 0; found.kind === 'master'; depth++) {
    const variant = chooseVariant(found);
    if (variant === undefined || depth === MOST_MASTERS) throw refuse('no-sound');
    ({ playlist: found, url: at } = await loadPlaylist(variant.url, transfer, signal));
  }
  if (found.segments.some(({ key }) => key?.method === 'foreign')) {
    throw refuse('protected');
  }
  if (found.segments.length === 0 && found.ended) throw refuse('empty');
  return { url: at, media: found };
}

/** Reads the playlist at an address. What is none reads as a list of nothing. */
export async function loadPlaylist(url: URL, transfer: Transfer, signal: AbortSignal): Promise<LoadedPlaylist> {
  const part = await transfer.fetch(url, { signal });
  try {
    const tooLong = () => new TrackUnavailableError(transfer.source, phrase('stream.long-list'));
    const text = decodeText(await readWhole(part.bytes, transfer.listBytes, tooLong));
    return { url: part.url, playlist: parseHls(text, part.url) };
  } finally {
    part.close();
  }
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

/** Where one begins to hear a stream. */
export interface HlsStart {
  /** Which of its segments is the first. */
  readonly index: number;
  /** Where that segment begins. */
  readonly fromMs: number;
}

/**
 * Which segment holds that position, and where it begins. In a live stream every moment is the one asked for.
 * @throws UndecodableError when the position lies behind the end
 */
export function hlsStart({ ended, segments }: HlsMedia, positionMs: number): HlsStart {
  if (!ended) return { index: 0, fromMs: positionMs };
  let fromMs = 0;
  for (const [index, { durationMs }] of segments.entries()) {
    if (fromMs + durationMs > positionMs) return { index, fromMs };
    fromMs += durationMs;
  }
  throw new UndecodableError(phrase('stream.past-its-end'));
}
