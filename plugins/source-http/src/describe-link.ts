import {
  cleanText,
  followHls,
  parseHls,
  parseM3u,
  parsePls,
  type Reference,
  type Resolution,
  type SourceContext,
  streamMs,
  type Track,
  UndecodableError,
} from '@tonearm/core';
import { canonicalLink } from './canonical-link.js';
import { parseFeed } from './feed.js';
import { feedPlaylist } from './feed-tracks.js';
import { HTTP, notForUs } from './link-errors.js';
import { readLinkTags } from './link-tags.js';
import { nameOfAttachment, nameOfLink } from './link-text.js';
import { LinkTransfer } from './link-transfer.js';
import { areMirrors, type ListEntry, webEntries } from './list-entry.js';
import { listPage } from './list-page.js';
import { hostOf } from './network-policy.js';
import { type LinkParts, type OpenedLink, openLink, readText } from './opened-link.js';
import { say } from './texts.js';

/** Lists that lead to lists: a station’s `.m3u` may lead to its `.pls`; more is a circle. */
const MOST_LISTS = 3;
/** Servers of one station that are tried. */
const MOST_MIRRORS = 5;
/** Before it really expires, so that who asks then still has time to play it. */
const EXPIRY_LEAD_MS = 60_000;

/** Looks at what a link leads to. @throws TonearmError that says why it cannot be played */
export async function describeLink(
  id: string,
  parts: LinkParts,
  context: SourceContext,
  lists = 0,
): Promise<Resolution> {
  context.report('connecting');
  const link = await openLink(new URL(id), parts, context.signal);
  try {
    context.report('reading-metadata');
    switch (link.kind.kind) {
      case 'audio':
        return await describeFile(id, link, parts, context.signal);
      case 'hls':
        return await describeStream(id, link, parts, context.signal);
      case 'm3u':
      case 'pls':
        return await describeList(id, link, parts, context, lists);
      case 'feed': {
        const feed = await parseFeed(await readText(link, parts), link.url);
        if (feed.episodes.length === 0) throw notForUs(say('no-episodes'));
        return { kind: 'playlist', playlist: feedPlaylist(feed, id, context.cursor) };
      }
      case 'page':
        throw notForUs(say('page', { name: hostOf(link.url) }));
      case 'unknown':
        throw notAudio(link.url);
    }
  } finally {
    link.close();
  }
}

export function notAudio(url: URL): UndecodableError {
  return new UndecodableError(say('not-audio', { name: hostOf(url) }));
}

/** The picture inside the file at a link; `undefined` when there is none. */
export async function coverAt(id: string, parts: LinkParts, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const link = await openLink(new URL(id), parts, signal);
  try {
    if (link.kind.kind !== 'audio') return undefined;
    return (await readLinkTags(link, link.kind.container, parts, signal)).cover;
  } finally {
    link.close();
  }
}

async function describeFile(id: string, link: OpenedLink, parts: LinkParts, signal: AbortSignal): Promise<Resolution> {
  const { fileBytes } = parts.client.limits;
  if (!link.isRadio && (link.totalBytes ?? 0) > fileBytes) {
    throw notForUs(say('too-large', { megabytes: Math.round(fileBytes / 1e6) }));
  }
  const container = link.kind.kind === 'audio' ? link.kind.container : undefined;
  const tags = await readLinkTags(link, container, parts, signal);
  const { headers } = link.answer;
  const station = link.isRadio ? cleanText(one(headers['icy-name'])) : '';
  const track: Track = {
    source: HTTP,
    id,
    title: station || tags.title || nameOfAttachment(headers['content-disposition']) || nameOfLink(new URL(id)),
    author: link.isRadio ? '' : tags.artist,
    ...(tags.album !== '' && { album: tags.album }),
    url: id,
    durationMs: tags.durationMs,
    ...(tags.cover && { artworkUrl: `artwork:${HTTP}/${Buffer.from(id).toString('base64url')}` }),
    ...(tags.isrc !== undefined && { isrc: tags.isrc }),
  };
  const freshForMs = freshFor(new URL(id), parts);
  return { kind: 'track', track, ...(freshForMs !== undefined && { freshForMs }) };
}

async function describeStream(
  id: string,
  link: OpenedLink,
  parts: LinkParts,
  signal: AbortSignal,
): Promise<Resolution> {
  const playlist = parseHls(await readText(link, parts), link.url);
  const { media } = await followHls({ url: link.url, playlist }, new LinkTransfer(parts), signal);
  const title = nameOfLink(new URL(id));
  return { kind: 'track', track: { source: HTTP, id, title, author: '', url: id, durationMs: streamMs(media) } };
}

async function describeList(
  id: string,
  link: OpenedLink,
  parts: LinkParts,
  context: SourceContext,
  lists: number,
): Promise<Resolution> {
  const isPls = link.kind.kind === 'pls';
  const entries = webEntries((isPls ? parsePls : parseM3u)(await readText(link, parts)), link.url);
  link.close();
  const [first] = entries;
  if (first === undefined) throw notForUs(say('nothing-in-list'));
  if (entries.length === 1 || (isPls && areMirrors(entries))) return describeFirst(entries, parts, context, lists);
  return {
    kind: 'playlist',
    playlist: listPage({ entries, title: nameOfLink(new URL(id)), url: id, cursor: context.cursor }),
  };
}

/** The first of them that answers, under its own name. */
async function describeFirst(
  entries: readonly ListEntry[],
  parts: LinkParts,
  context: SourceContext,
  lists: number,
): Promise<Resolution> {
  if (lists >= MOST_LISTS) throw notForUs(say('list-of-lists'));
  let failure: unknown;
  for (const { url } of entries.slice(0, MOST_MIRRORS)) {
    try {
      const id = canonicalLink(url);
      const found = await describeLink(id, parts, context, lists + 1);
      const canonical: Reference = found.canonical ?? { source: HTTP, kind: 'track', id };
      return { ...found, canonical };
    } catch (error) {
      context.signal.throwIfAborted();
      failure ??= error;
    }
  }
  throw failure;
}

/** Links to files on Discord say when they expire: `ex`, in seconds as a hexadecimal number (Discord docs, “Signed Attachment CDN URLs”). */
function freshFor(url: URL, { clock }: LinkParts): number | undefined {
  const seconds = Number.parseInt(url.searchParams.get('ex') ?? '', 16);
  if (!/(?:^|\.)discord(?:app)?\.(?:com|net)$/.test(url.hostname) || !Number.isSafeInteger(seconds)) return undefined;
  return Math.max(0, seconds * 1000 - clock.now() - EXPIRY_LEAD_MS);
}

function one(header: string | readonly string[] | undefined): string {
  const text = (typeof header === 'string' ? header : header?.[0]) ?? '';
  // Node reads headers as Latin 1; stations write UTF-8 as well.
  const bytes = Buffer.from(text, 'latin1');
  const asUtf8 = bytes.toString('utf8');
  return asUtf8.includes('\ufffd') ? text : asUtf8;
}
