import type { AudioFormat } from '@tonearm/core';
import { playerResponse } from './playability.js';
import { at, listAt, numberAt, textAt } from './read-json.js';

/** Sound that can be fetched as it is. */
export interface SoundFormat {
  readonly itag: number;
  readonly url: URL;
  readonly format: AudioFormat;
  /** Opus in WebM passes through; AAC is decoded; 18 has a picture in it, too. */
  readonly kind: 'opus' | 'aac' | 'with-picture';
  readonly bitrate: number;
  /** `null` when it is only known from the first answer. */
  readonly totalBytes: number | null;
  /** When YouTube made this file: two with the same number are the same, byte for byte. */
  readonly madeAt: string | null;
  /** How many bytes the head with its table of times takes. */
  readonly headBytes: number | null;
}

/** What a player answer has to listen to. */
export interface SoundOffer {
  readonly live: boolean;
  /** Best first; only what has an address. */
  readonly formats: readonly SoundFormat[];
  readonly hlsUrl: URL | null;
  /** Formats with sound that came without an address: they need YouTube's script, or its own protocol. */
  readonly withoutUrl: number;
}

/** A format with what decides whether it is the right one. */
export interface Candidate {
  readonly sound: SoundFormat;
  /** Which of several sound tracks: the original before the one that YouTube would take before all others. */
  readonly track: 'original' | 'default' | 'other';
  /** Made evenly loud by YouTube. */
  readonly evened: boolean;
}

const MOST_FORMATS = 500;

/** What an answer of `/player` offers; never throws, whatever it is. */
export function readOffer(answer: unknown): SoundOffer {
  const response = playerResponse(answer);
  const data = at(response, 'streamingData');
  const listed = [...listAt(data, 'adaptiveFormats'), ...listAt(data, 'formats')].slice(0, MOST_FORMATS);
  const heard = listed.filter((entry) => kindOf(textAt(entry, 'mimeType')) !== undefined);
  const candidates = heard.map(readCandidate).filter((candidate) => candidate !== undefined);
  const hls = textAt(data, 'hlsManifestUrl');
  return {
    live: at(response, 'videoDetails', 'isLive') === true,
    formats: bestFirst(candidates),
    hlsUrl: hls === undefined ? null : webUrl(hls),
    withoutUrl: heard.filter((entry) => textAt(entry, 'url') === undefined).length,
  };
}

/** The right sound track, not evened; of it, what passes through before what has to be decoded, and the better before the lesser. */
export function bestFirst(candidates: readonly Candidate[]): readonly SoundFormat[] {
  const tracks = ['original', 'default', 'other'] as const;
  const track = tracks.find((name) => candidates.some((candidate) => candidate.track === name));
  const right = candidates.filter((candidate) => candidate.track === track);
  const plain = right.filter(({ evened }) => !evened);
  return (plain.length > 0 ? plain : right)
    .map(({ sound }) => sound)
    .sort((one, other) => rankOf(one) - rankOf(other) || other.bitrate - one.bitrate);
}

/** Those that are worth trying, where an address may be of no use: the best, and after it the best of each kind. */
export function worthTrying(formats: readonly SoundFormat[]): readonly SoundFormat[] {
  const [best, ...others] = formats;
  const kinds = ['opus', 'aac', 'with-picture'] as const;
  return [best, ...kinds.map((kind) => others.find((format) => format.kind === kind))].filter(
    (format) => format !== undefined,
  );
}

/**
 * Whether the bytes of both are the same, so that one goes on where the other has stopped. What one of them does not tell, the answer
 * of the server has to: its length is held against what is known.
 */
export function isSameFile(one: SoundFormat, other: SoundFormat): boolean {
  const agree = (a: unknown, b: unknown) => a === null || b === null || a === b;
  return one.itag === other.itag && agree(one.totalBytes, other.totalBytes) && agree(one.madeAt, other.madeAt);
}

/** When an address stops answering, in Unix milliseconds; `null` when it does not tell. */
export function expiryOf(url: URL): number | null {
  const [, inPath] = /\/expire\/(\d{1,12})(?:\/|$)/.exec(url.pathname) ?? [];
  const seconds = url.searchParams.get('expire') ?? inPath ?? '';
  return /^\d{1,12}$/.test(seconds) ? Number(seconds) * 1000 : null;
}

/** An http(s) address, or `null`. */
export function webUrl(text: string): URL | null {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

function readCandidate(entry: unknown): Candidate | undefined {
  const mimeType = textAt(entry, 'mimeType');
  const kind = kindOf(mimeType);
  const url = webUrl(textAt(entry, 'url') ?? '');
  const itag = numberAt(entry, 'itag');
  if (kind === undefined || url === null || itag === undefined) return undefined;
  // A live one comes in pieces with numbers of their own, not in ranges of one file.
  if (at(entry, 'targetDurationSec') !== undefined) return undefined;
  const indexEnd = numberAt(entry, 'indexRange', 'end');
  return {
    sound: {
      itag,
      url,
      kind,
      format: kind === 'opus' ? 'webm/opus' : 'arbitrary',
      bitrate: numberAt(entry, 'bitrate') ?? 0,
      totalBytes: numberAt(entry, 'contentLength') ?? lengthIn(url),
      madeAt: textAt(entry, 'lastModified') ?? url.searchParams.get('lmt'),
      headBytes: indexEnd === undefined ? null : indexEnd + 1,
    },
    track: trackOf(entry, url),
    evened: at(entry, 'isDrc') === true || /\bdrc=1\b/.test(tagsOf(entry, url)),
  };
}

/** What has a picture and no sound is nothing. */
function kindOf(mimeType: string | undefined): SoundFormat['kind'] | undefined {
  const [, type, container, codecs] =
    /^(audio|video)\/(webm|mp4);\s*codecs="([^"]{1,100})"/.exec(mimeType?.slice(0, 200) ?? '') ?? [];
  if (type === 'audio' && container === 'webm') return codecs === 'opus' ? 'opus' : undefined;
  if (type === 'audio') return codecs?.startsWith('mp4a.') ? 'aac' : undefined;
  return codecs !== undefined && /\bmp4a\./.test(codecs) ? 'with-picture' : undefined;
}

function trackOf(entry: unknown, url: URL): Candidate['track'] {
  const [, content] = /\bacont=([a-z-]+)/.exec(tagsOf(entry, url)) ?? [];
  if (content !== undefined) return content === 'original' ? 'original' : 'other';
  const track = at(entry, 'audioTrack');
  // A video with one sound track says nothing about it.
  if (track === undefined) return 'original';
  return at(track, 'audioIsDefault') === true ? 'default' : 'other';
}

/** `name=value` pairs: in the address they stand so, in the format as a message of protocol buffers, in Base64. */
function tagsOf(entry: unknown, url: URL): string {
  const inUrl = url.searchParams.get('xtags');
  if (inUrl) return inUrl;
  const bytes = Buffer.from(textAt(entry, 'xtags')?.slice(0, 1_000) ?? '', 'base64');
  const strings = bytes.toString('latin1').match(/[a-z0-9-]{1,40}/gi) ?? [];
  const pairs = strings.map((name, index) => `${name}=${strings[index + 1] ?? ''}`);
  return pairs.join(':');
}

function lengthIn(url: URL): number | null {
  const length = url.searchParams.get('clen') ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function rankOf({ itag, kind }: SoundFormat): number {
  if (itag === 251) return 0;
  return { opus: 1, aac: 2, 'with-picture': 3 }[kind];
}
