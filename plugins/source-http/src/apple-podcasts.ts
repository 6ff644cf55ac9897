import {
  cleanText,
  listAt,
  readWhole,
  type Reference,
  SourceUnavailableError,
  textAt,
  type Track,
  valueAt,
  webLink,
} from '@tonearm/core';
import type { Episode } from './feed.js';
import { toTrack } from './feed-tracks.js';
import { HTTP, notForUs } from './link-errors.js';
import { LinkTransfer } from './link-transfer.js';
import { hostOf } from './network-policy.js';
import type { LinkParts } from './opened-link.js';
import { say } from './texts.js';

/** What a link of Apple Podcasts leads to: a podcast, or one episode of it. */
export interface ApplePlace {
  /** Whose store knows it: `us`, `de`. */
  readonly country: string;
  readonly podcast: string;
  readonly episode?: string;
}

const HOST = 'podcasts.apple.com';
/** Apple’s public directory (its “iTunes Search API”); it tells the last 200 episodes of a podcast at most. */
export const APPLE_DIRECTORY = new URL('https://itunes.apple.com/');
const MOST_EPISODES = 200;
const MOST_BYTES = 8_000_000;
const SHORTEST_MS = 1_000;
const ID = /^apple:([a-z]{2})\/(\d{1,15})(?:\/(\d{1,15}))?$/;

/** The meaning of `https://podcasts.apple.com/us/podcast/name/id123?i=456`; `undefined` for every other link. */
export function readAppleLink(url: URL): ApplePlace | undefined {
  if (hostOf(url) !== HOST) return undefined;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const podcast = /^id(\d{1,15})$/.exec(parts.at(-1) ?? '')?.[1];
  if (podcast === undefined || !parts.includes('podcast')) return undefined;
  const [country = ''] = parts;
  const episode = /^\d{1,15}$/.exec(url.searchParams.get('i') ?? '')?.[0];
  return {
    country: /^[a-z]{2}$/i.test(country) ? country.toLowerCase() : 'us',
    podcast,
    ...(episode !== undefined && { episode }),
  };
}

/** The place as the id of a reference. */
export function spellApplePlace({ country, podcast, episode }: ApplePlace): string {
  return `apple:${country}/${podcast}${episode === undefined ? '' : `/${episode}`}`;
}

/** The place out of the id of a reference; `undefined` when that is none of Apple’s. */
export function applePlace(id: string): ApplePlace | undefined {
  const [, country, podcast, episode] = ID.exec(id) ?? [];
  if (country === undefined || podcast === undefined) return undefined;
  return { country, podcast, ...(episode !== undefined && { episode }) };
}

/**
 * Where the feed of a podcast is, by Apple’s directory.
 * @throws TrackUnavailableError when Apple does not know it, or keeps it to itself
 */
export async function appleFeed(place: ApplePlace, ask: AskApple): Promise<URL> {
  const [podcast] = await lookUp({ id: place.podcast, country: place.country }, ask);
  const feed = linkIn(podcast, 'feedUrl');
  if (feed === undefined) throw notForUs(say('not-in-directory'));
  return feed;
}

/**
 * An episode, by Apple’s directory; a reference to its sound when nobody tells its length.
 * @throws TrackUnavailableError when it is not among those that Apple tells
 */
export async function appleEpisode(place: ApplePlace, ask: AskApple): Promise<Track | Reference> {
  const { country, podcast, episode } = place;
  const question = { id: podcast, country, media: 'podcast', entity: 'podcastEpisode', limit: String(MOST_EPISODES) };
  const found = (await lookUp(question, ask)).find((one) => String(valueAt(one, 'trackId')) === episode);
  const url = linkIn(found, 'episodeUrl');
  if (url === undefined) throw notForUs(say('not-in-directory'));
  const show = cleanText(textAt(found, 'collectionName'));
  const artwork = linkIn(found, 'artworkUrl600');
  const ms = Number(valueAt(found, 'trackTimeMillis'));
  const facts: Episode = {
    url,
    title: cleanText(textAt(found, 'trackName')),
    durationMs: ms >= SHORTEST_MS ? Math.round(ms) : null,
    publishedAtMs: null,
    ...(artwork !== undefined && { artworkUrl: artwork.href }),
  };
  return toTrack(facts, { title: show, author: '', episodes: [] });
}

/** How Apple’s directory is asked. */
export interface AskApple {
  readonly parts: LinkParts;
  readonly directory: URL;
  readonly signal: AbortSignal;
}

async function lookUp(
  question: Readonly<Record<string, string>>,
  { parts, directory, signal }: AskApple,
): Promise<readonly unknown[]> {
  const url = new URL('lookup', directory);
  for (const [name, value] of Object.entries(question)) url.searchParams.set(name, value);
  const part = await new LinkTransfer(parts).fetch(url, { signal });
  const upstream = hostOf(url);
  const garbled = (cause?: unknown) => new SourceUnavailableError(HTTP, say('garbled-directory'), { cause, upstream });
  try {
    const bytes = await readWhole(part.bytes, MOST_BYTES, garbled);
    try {
      return listAt(JSON.parse(bytes.toString('utf8')), 'results');
    } catch (cause) {
      throw garbled(cause);
    }
  } finally {
    part.close();
  }
}

function linkIn(found: unknown, name: string): URL | undefined {
  const link = textAt(found, name);
  return link === undefined ? undefined : webLink(link, APPLE_DIRECTORY);
}
