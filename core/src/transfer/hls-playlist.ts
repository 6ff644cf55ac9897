import { linesOf, MOST_ENTRIES, webLink } from './list-lines.js';

/** What an HLS playlist says (RFC 8216): where the streams are, or what a stream is made of. */
export type HlsPlaylist = HlsMaster | HlsMedia;

export interface HlsMaster {
  readonly kind: 'master';
  readonly variants: readonly HlsVariant[];
}

/** One way to hear or see it. */
export interface HlsVariant {
  readonly url: URL;
  /** Bits per second; 0 when it is not told. */
  readonly bandwidth: number;
  /** Whether there is nothing but sound in it, as far as the playlist tells. */
  readonly audioOnly: boolean;
}

export interface HlsMedia {
  readonly kind: 'media';
  readonly segments: readonly HlsSegment[];
  /** Whether nothing will be added. */
  readonly ended: boolean;
  readonly targetMs: number;
}

export interface HlsSegment {
  readonly sequence: number;
  readonly url: URL;
  readonly durationMs: number;
  /** What stands behind its length, as it came: what is on, at stations that write it there; absent when nothing does. */
  readonly title?: string;
  readonly bytes?: HlsBytes;
  /** What has to come before it, for fragmented MP4. */
  readonly map?: { readonly url: URL; readonly bytes?: HlsBytes };
  readonly key?: HlsKey;
}

/** A part of a file. */
export interface HlsBytes {
  readonly from: number;
  readonly length: number;
}

/** How a segment is encrypted. `foreign` is protected by something that we do not speak. */
export type HlsKey =
  | { readonly method: 'aes-128'; readonly url: URL; readonly iv?: Buffer }
  | { readonly method: 'foreign' };

const TAG = /^#(EXT[A-Z0-9-]+)(?::(.*))?$/;
const ATTRIBUTE = /([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g;
const AUDIO_CODEC = /^(?:mp4a|opus|ac-3|ec-3|fLaC|mp3)/i;
const DEFAULT_TARGET_MS = 6_000;
const LONGEST_MS = 3_600_000;

/** Reads a playlist. What it does not understand, it passes over: a playlist without anything in it is what is left then. */
export function parseHls(text: string, base: URL): HlsPlaylist {
  return /^#EXT-X-(?:STREAM-INF|MEDIA):/m.test(text) ? parseMaster(text, base) : parseMedia(text, base);
}

/** The stream to play: the one with sound alone and the best of it, else the smallest, whose picture costs least. */
export function chooseVariant({ variants }: HlsMaster): HlsVariant | undefined {
  const sound = variants.filter(({ audioOnly }) => audioOnly).sort((a, b) => b.bandwidth - a.bandwidth);
  return sound[0] ?? variants.toSorted((a, b) => a.bandwidth - b.bandwidth)[0];
}

function parseMaster(text: string, base: URL): HlsMaster {
  const variants: HlsVariant[] = [];
  let pending: ReadonlyMap<string, string> | undefined;
  for (const line of linesOf(text)) {
    const [, tag, value = ''] = TAG.exec(line) ?? [];
    if (tag === 'EXT-X-STREAM-INF') pending = attributesOf(value);
    if (tag === 'EXT-X-MEDIA') variants.push(...renditionOf(attributesOf(value), base));
    if (line === '' || line.startsWith('#')) continue;
    const url = webLink(line, base);
    if (url && pending) variants.push({ url, bandwidth: bandwidthOf(pending), audioOnly: isAudioOnly(pending) });
    pending = undefined;
    if (variants.length >= MOST_ENTRIES) break;
  }
  return { kind: 'master', variants };
}

/** A rendition of sound that has an address of its own; the one that is meant to be heard by default goes before others. */
function renditionOf(attributes: ReadonlyMap<string, string>, base: URL): readonly HlsVariant[] {
  const uri = attributes.get('URI');
  const url = uri === undefined || attributes.get('TYPE') !== 'AUDIO' ? undefined : webLink(uri, base);
  const bandwidth = attributes.get('DEFAULT') === 'YES' ? Number.MAX_SAFE_INTEGER : 0;
  return url ? [{ url, bandwidth, audioOnly: true }] : [];
}

function bandwidthOf(attributes: ReadonlyMap<string, string>): number {
  const bandwidth = Number(attributes.get('BANDWIDTH'));
  return Number.isSafeInteger(bandwidth) && bandwidth > 0 ? bandwidth : 0;
}

function isAudioOnly(attributes: ReadonlyMap<string, string>): boolean {
  const codecs = (attributes.get('CODECS') ?? '').split(',').map((codec) => codec.trim());
  return !attributes.has('RESOLUTION') && codecs.every((codec) => AUDIO_CODEC.test(codec));
}

function parseMedia(text: string, base: URL): HlsMedia {
  const segments: HlsSegment[] = [];
  let sequence = 0;
  let targetMs = DEFAULT_TARGET_MS;
  let durationMs = 0;
  let title = '';
  let ended = false;
  let bytes: HlsBytes | undefined;
  let nextByte = 0;
  let map: HlsSegment['map'];
  let key: HlsKey | undefined;
  for (const line of linesOf(text)) {
    const [, tag, value = ''] = TAG.exec(line) ?? [];
    if (tag === 'EXT-X-MEDIA-SEQUENCE') sequence = wholeNumber(value) ?? 0;
    if (tag === 'EXT-X-TARGETDURATION') targetMs = msOf(value) || DEFAULT_TARGET_MS;
    if (tag === 'EXTINF') {
      durationMs = msOf(value);
      title = /^[^,]*,\s*(.*)$/.exec(value)?.[1] ?? '';
    }
    if (tag === 'EXT-X-ENDLIST') ended = true;
    if (tag === 'EXT-X-BYTERANGE') bytes = rangeOf(value, nextByte);
    if (tag === 'EXT-X-MAP') map = mapOf(attributesOf(value), base);
    if (tag === 'EXT-X-KEY') key = keyOf(attributesOf(value), base);
    if (line === '' || line.startsWith('#')) continue;
    const url = webLink(line, base);
    const parts = { ...(title !== '' && { title }), ...(bytes && { bytes }), ...(map && { map }), ...(key && { key }) };
    if (url) segments.push({ sequence, url, durationMs, ...parts });
    if (segments.length === MOST_ENTRIES) break;
    sequence += 1;
    nextByte = bytes ? bytes.from + bytes.length : 0;
    bytes = undefined;
    durationMs = 0;
    title = '';
  }
  return { kind: 'media', segments, ended, targetMs };
}

function mapOf(attributes: ReadonlyMap<string, string>, base: URL): HlsSegment['map'] {
  const url = webLink(attributes.get('URI') ?? '', base);
  const range = attributes.get('BYTERANGE');
  const bytes = range === undefined ? undefined : rangeOf(range, 0);
  return url && { url, ...(bytes && { bytes }) };
}

function keyOf(attributes: ReadonlyMap<string, string>, base: URL): HlsKey | undefined {
  const method = attributes.get('METHOD') ?? 'NONE';
  if (method === 'NONE') return undefined;
  const url = webLink(attributes.get('URI') ?? '', base);
  const isPlain = (attributes.get('KEYFORMAT') ?? 'identity') === 'identity';
  if (method !== 'AES-128' || !isPlain || !url || !attributes.has('URI')) return { method: 'foreign' };
  const [, hex] = /^0x([\da-f]{1,32})$/i.exec(attributes.get('IV') ?? '') ?? [];
  return { method: 'aes-128', url, ...(hex !== undefined && { iv: Buffer.from(hex.padStart(32, '0'), 'hex') }) };
}

/** `length@from`; without a place it begins where the part before it ended. */
function rangeOf(value: string, next: number): HlsBytes | undefined {
  const [, length, from] = /^(\d{1,12})(?:@(\d{1,12}))?/.exec(value) ?? [];
  return length === undefined ? undefined : { length: Number(length), from: from === undefined ? next : Number(from) };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', quoted, bare = '']) => [name, quoted ?? bare.trim()]),
  );
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

function msOf(text: string): number {
  const ms = Math.round(Number.parseFloat(text) * 1000);
  return ms > 0 ? Math.min(LONGEST_MS, ms) : 0;
}
