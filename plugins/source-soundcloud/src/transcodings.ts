import { listAt, textAt, valueAt } from '@tonearm/core';
import { UnplayableTrackError, type Unplayable } from './errors.js';
import { withToken } from './place.js';
import { countAt, wordsAt } from './read-json.js';

/** One way in which SoundCloud hands out the sound of a track, without encryption. */
export interface Transcoding {
  /** Who is asked for the address of the sound; it is not that address. */
  readonly url: string;
  readonly protocol: 'progressive' | 'hls';
  /** `mp3_1_0`, `opus_0_0`, `aac_160k`, … */
  readonly preset: string;
  readonly codec: 'opus' | 'mp3' | 'aac' | 'other';
  /** Goes along with the question, as the track's own. */
  readonly authorization?: string;
  readonly token?: string;
}

/** How a track can be heard. */
export interface Offer {
  readonly title: string;
  /** The best first. */
  readonly transcodings: readonly Transcoding[];
  /** Whether there are encrypted ones besides. */
  readonly protectedToo: boolean;
}

/** What begins with a title of ours is passed on as it is; MP3 in one piece costs the fewest requests. */
const FROM_START = ['hls opus', 'progressive mp3', 'hls mp3', 'progressive aac', 'hls aac', 'progressive opus'];
/** In pieces everything begins near the position; in one only MP3 does. */
const FROM_MIDDLE = ['hls opus', 'hls mp3', 'hls aac', 'progressive mp3', 'progressive aac', 'progressive opus'];

/** Samples have 30 seconds; both lengths of a whole track differ by some milliseconds. */
const SAMPLE_MS = 31_000;
const SLACK_MS = 2_000;

/**
 * How a track, as it came, can be heard; best for a start at that position.
 * @throws UnplayableTrackError when it says itself that it cannot
 */
export function offerOf(track: unknown, token: string | undefined, positionMs: number): Offer {
  const title = wordsAt(track, 'title');
  const why = refusalOf(track);
  if (why) throw new UnplayableTrackError(why, title);
  const listed = listAt(track, 'media', 'transcodings');
  const order = positionMs > 0 ? FROM_MIDDLE : FROM_START;
  const whole = listed.filter((one) => valueAt(one, 'snipped') !== true);
  const transcodings = whole
    .flatMap((one) => transcodingOf(one, textAt(track, 'track_authorization'), token) ?? [])
    .sort((a, b) => rank(a, order) - rank(b, order));
  const protectedToo = listed.some((one) => isEncrypted(one));
  if (transcodings.length > 0) return { title, transcodings, protectedToo };
  if (listed.length > 0 && whole.length === 0) throw new UnplayableTrackError('go-plus', title);
  throw new UnplayableTrackError(protectedToo ? 'protected' : 'no-sound', title);
}

/** Why a track will not be heard from here, by what it says of itself; `undefined` when it says nothing like that. */
export function refusalOf(track: unknown): Unplayable | undefined {
  const policy = textAt(track, 'policy');
  if (policy === 'BLOCK') return 'country';
  if (policy === 'SNIP' || isSample(track)) return 'go-plus';
  const state = textAt(track, 'state');
  if (state === 'processing' || state === 'storing') return 'processing';
  return valueAt(track, 'streamable') === false ? 'no-sound' : undefined;
}

/** Half a minute that belongs to something longer; whatever the policy is called, it is not the song. */
function isSample(track: unknown): boolean {
  const durationMs = countAt(track, 'duration');
  const fullMs = countAt(track, 'full_duration');
  return durationMs !== undefined && fullMs !== undefined && durationMs <= SAMPLE_MS && fullMs > durationMs + SLACK_MS;
}

function transcodingOf(
  listed: unknown,
  authorization: string | undefined,
  token: string | undefined,
): Transcoding | undefined {
  const protocol = textAt(listed, 'format', 'protocol');
  const url = textAt(listed, 'url');
  // Only these two by their names: whatever else there is or will be is not plain.
  if (url === undefined || (protocol !== 'progressive' && protocol !== 'hls')) return undefined;
  const preset = textAt(listed, 'preset') ?? '';
  return {
    url,
    protocol,
    preset,
    codec: codecOf(preset, textAt(listed, 'format', 'mime_type') ?? ''),
    ...(authorization !== undefined && { authorization }),
    ...withToken(token),
  };
}

function isEncrypted(listed: unknown): boolean {
  return /encrypted/.test(textAt(listed, 'format', 'protocol') ?? '');
}

function codecOf(preset: string, mimeType: string): Transcoding['codec'] {
  const name = `${preset} ${mimeType}`.toLowerCase();
  if (name.includes('opus')) return 'opus';
  if (/mp3|audio\/mpeg(?!url)/.test(name)) return 'mp3';
  return /aac|mp4/.test(name) ? 'aac' : 'other';
}

function rank({ protocol, codec }: Transcoding, order: readonly string[]): number {
  const place = order.indexOf(`${protocol} ${codec}`);
  return place < 0 ? order.length : place;
}
