import { linkTimeMs, type Query, type Reference } from '@tonearm/core';
import { isVideoId, listKind } from './ids.js';
import { SOURCE_NAME } from './source-name.js';

/** What a link of YouTube leads to. */
export interface LinkMeaning {
  readonly reference: Reference;
  /** Where to start, in milliseconds, when the link says so. */
  readonly startMs?: number;
}

const HOSTS = /^(?:(?:www|m|music|gaming)\.)?(?:youtube\.com|youtube-nocookie\.com|youtubekids\.com)$/;
const WITHOUT_SCHEME = /^(?:https?:\/\/)?(?:[a-z]+\.)?(?:youtube(?:-nocookie|kids)?\.com|youtu\.be)\/\S+$/i;
const LIST_ID = /^[\w-]{2,80}$/;
const CHANNEL_ID = /^UC([\w-]{22})$/;
/** Paths whose next part is a video; `/watch/ID` and `/v/ID` are old, but still written. */
const VIDEO_PATHS = new Set(['watch', 'shorts', 'live', 'embed', 'v', 'e', 'vi']);
/** Links that carry another one. */
const CARRIERS: Readonly<Record<string, string>> = { attribution_link: 'u', oembed: 'url' };

/** The one meaning of every spelling of a link; `undefined` when it is not YouTube's, or nothing that can be played. */
export function readLink(url: URL): LinkMeaning | undefined {
  const host = url.hostname.replace(/\.$/, '');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (host === 'youtu.be') return asTrack(parts[0], url) ?? asList(url);
  if (!HOSTS.test(host)) return undefined;
  const [first = '', second = ''] = parts;
  const carried = CARRIERS[first] && url.searchParams.get(CARRIERS[first]);
  if (carried) return readCarried(carried);
  if (first === 'watch') return asTrack(url.searchParams.get('v') ?? second, url) ?? asList(url);
  if (first === 'playlist' || (first === 'embed' && second === 'videoseries')) return asList(url);
  if (VIDEO_PATHS.has(first)) return asTrack(second, url);
  if (first === 'browse') return playlist(second);
  if (first === 'show') return playlist(second);
  return asChannel(first, second);
}

/** What words mean to YouTube when they are a link without its scheme, or one behind the source's name. */
export function readTypedLink(text: string): LinkMeaning | undefined {
  if (!WITHOUT_SCHEME.test(text)) return undefined;
  const url = URL.parse(/^https?:/i.test(text) ? text : `https://${text}`);
  return url === null ? undefined : readLink(url);
}

/** The query as a link, however it was typed. */
export function linkIn(query: Query): LinkMeaning | undefined {
  return query.kind === 'url' ? readLink(query.url) : readTypedLink(query.text.trim());
}

/** Where a person can look at a video. */
export function watchUrl(id: string): string {
  return `https://www.youtube.com/watch?v=${id}`;
}

/** Where a person can look at a list. */
export function listUrl(id: string): string {
  if (id.startsWith('MPRE')) return `https://music.youtube.com/browse/${id}`;
  if (listKind(id).kind === 'channel') return `https://www.youtube.com/${encodeURI(id)}`;
  return `https://www.youtube.com/playlist?list=${id}`;
}

/** The list of everything a channel has uploaded: its id with another beginning. `undefined` for what is no channel. */
export function uploadsOf(channelId: string): string | undefined {
  const tail = CHANNEL_ID.exec(channelId)?.[1];
  return tail === undefined ? undefined : `UU${tail}`;
}

function asTrack(id: string | undefined, url: URL): LinkMeaning | undefined {
  if (id === undefined || !isVideoId(id)) return undefined;
  const startMs = startOf(url);
  return { reference: reference('track', id), ...(startMs !== undefined && { startMs }) };
}

function asList(url: URL): LinkMeaning | undefined {
  return playlist(url.searchParams.get('list') ?? '');
}

function playlist(id: string): LinkMeaning | undefined {
  // `VL` is how the site names the page of a list, not a part of its id.
  const bare = id.replace(/^VL/, '');
  const uploads = uploadsOf(bare);
  return LIST_ID.test(bare) ? { reference: reference('playlist', uploads ?? bare) } : undefined;
}

function asChannel(first: string, second: string): LinkMeaning | undefined {
  const uploads = first === 'channel' ? uploadsOf(second) : undefined;
  if (uploads !== undefined) return { reference: reference('playlist', uploads) };
  const name = first.startsWith('@') ? first : /^(?:c|user)$/.test(first) && second !== '' ? `${first}/${second}` : '';
  const decoded = decodedName(name);
  // Names of channels do not tell capitals apart.
  return decoded.length > 1 && decoded.length < 120
    ? { reference: reference('playlist', decoded.toLowerCase()) }
    : undefined;
}

function readCarried(link: string): LinkMeaning | undefined {
  const url = URL.parse(link, 'https://www.youtube.com');
  if (url === null || /^\/(?:attribution_link|oembed)/.test(url.pathname)) return undefined;
  return readLink(url);
}

function reference(kind: Reference['kind'], id: string): Reference {
  return { source: SOURCE_NAME, kind, id };
}

function decodedName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** `t=90`, `t=90s`, `t=1m30s`, `t=1h2m`, `t=1:02:03`, `#t=90`, `start=90`, `time_continue=90`. */
function startOf(url: URL): number | undefined {
  const fragment = new URLSearchParams(url.hash.slice(1));
  const { searchParams: query } = url;
  const text = query.get('t') ?? query.get('start') ?? query.get('time_continue') ?? fragment.get('t') ?? '';
  return linkTimeMs(text);
}
