import { linkTimeMs, type Query } from '@tonearm/core';
import { type Place, USER_LISTS, withToken } from './place.js';

/** What a link means. */
export interface LinkMeaning {
  readonly place: Place | { readonly kind: 'search'; readonly words: string };
  /** Where to start, in milliseconds, when the link says so. */
  readonly startMs?: number;
}

const HOST = /^(?:(?:www|m)\.)?soundcloud\.com$/;
const API_HOST = /^api(?:-v2|-widget)?\.soundcloud\.com$/;
const WITHOUT_SCHEME = /^(?:[a-z0-9-]+\.)?soundcloud\.com\/\S+$/i;
const NAME = /^[a-z0-9_-]{1,200}$/;
const NUMBER = /^(?:soundcloud:\w+:)?(\d{1,16})$/;
const SHORT_CODE = /^[A-Za-z0-9]{1,40}$/;
/** Pages of the site, which are no users. */
const PAGES: ReadonlySet<string> = new Set(
  (
    'charts community-guidelines connect creators discover feed for go imprint jobs library login logout messages ' +
    'mobile notifications oauth pages people popular press privacy pro search settings signin signup stations stream ' +
    'tags terms-of-use trending upload you'
  ).split(' '),
);
/** What a user has besides tracks; nothing of it is a list of tracks. */
const OTHER_LISTS: ReadonlySet<string> = new Set(
  'albums comments followers following groups sets spotlight stats toptracks'.split(' '),
);

/** The one meaning of every spelling of a link; `undefined` when it is not SoundCloud's, or nothing that can be played. */
export function readLink(url: URL): LinkMeaning | undefined {
  return read(url, true);
}

/** The query as a link, however it was typed. */
export function linkIn(query: Query): LinkMeaning | undefined {
  if (query.kind === 'url') return readLink(query.url);
  const text = query.text.trim();
  const link = /^https?:\/\//i.test(text) ? text : WITHOUT_SCHEME.test(text) ? `https://${text}` : undefined;
  const url = link === undefined ? null : URL.parse(link);
  return url === null ? undefined : readLink(url);
}

function read(url: URL, mayCarry: boolean): LinkMeaning | undefined {
  const host = url.hostname.replace(/\.$/, '');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (host === 'on.soundcloud.com') return shortLink(parts);
  if (host === 'w.soundcloud.com' || parts[0] === 'oembed') return mayCarry ? carried(url) : undefined;
  const place = API_HOST.test(host) ? apiPlace(parts, url) : HOST.test(host) ? sitePlace(parts, url) : undefined;
  if (place === undefined) return undefined;
  const startMs = startOf(url);
  return { place, ...(startMs !== undefined && { startMs }) };
}

function shortLink([code = '', ...rest]: readonly string[]): LinkMeaning | undefined {
  return SHORT_CODE.test(code) && rest.length === 0 ? { place: { kind: 'short', code } } : undefined;
}

/** `https://w.soundcloud.com/player/?url=…`, as it stands in other people's pages: the address inside may want its scheme. */
function carried(url: URL): LinkMeaning | undefined {
  const inner = url.searchParams.get('url') ?? '';
  const link = URL.parse(/^https?:\/\//i.test(inner) ? inner : `https://${inner.replace(/^\/+/, '')}`);
  return link === null ? undefined : read(link, false);
}

function sitePlace(parts: readonly string[], url: URL): LinkMeaning['place'] | undefined {
  const [user = '', second, third, fourth] = parts.map((part) => part.toLowerCase());
  const secret = url.searchParams.get('secret_token');
  if (user === 'search') return search(url);
  const isCharts = user === 'discover' && second === 'sets';
  if ((PAGES.has(user) && !isCharts) || !NAME.test(user)) return undefined;
  if (second === undefined) return { kind: 'user', where: { path: user }, list: 'tracks' };
  if (second === 'sets' && third !== undefined) {
    const name = decoded(third);
    if (!/^[a-z0-9_-]{1,200}(?::\d{1,16})?$/.test(name)) return undefined;
    return { kind: 'set', where: { path: `${user}/sets/${name}` }, ...withToken(parts[3] ?? secret) };
  }
  const list = USER_LISTS.find((one) => one === second);
  if (list) return { kind: 'user', where: { path: user }, list };
  if (OTHER_LISTS.has(second) || !NAME.test(second) || fourth !== undefined) return undefined;
  // Tokens tell capitals apart; nothing else does.
  return { kind: 'track', where: { path: `${user}/${second}` }, ...withToken(parts[2] ?? secret) };
}

function apiPlace([what = '', name = '', list]: readonly string[], url: URL): Place | undefined {
  const id = NUMBER.exec(decoded(name))?.[1];
  if (id === undefined) return undefined;
  const token = withToken(url.searchParams.get('secret_token'));
  if (what === 'tracks') return { kind: 'track', where: { id }, ...token };
  if (what === 'playlists') return { kind: 'set', where: { id }, ...token };
  if (what !== 'users') return undefined;
  return { kind: 'user', where: { id }, list: USER_LISTS.find((one) => one === list) ?? 'tracks' };
}

function search(url: URL): LinkMeaning['place'] | undefined {
  const words = (url.searchParams.get('q') ?? '').trim();
  return words === '' ? undefined : { kind: 'search', words };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** `#t=90`, `#t=1:30`, `#t=1%3A30`, `#t=1m30s`, and the same as a parameter. */
function startOf(url: URL): number | undefined {
  const text = new URLSearchParams(url.hash.slice(1)).get('t') ?? url.searchParams.get('t') ?? '';
  return linkTimeMs(text);
}
