import {
  type AudioSource,
  type AudioStream,
  cleanText,
  type Identified,
  isTrack,
  type OpenContext,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  type Track,
  webLink,
} from '@tonearm/core';
import {
  APPLE_DIRECTORY,
  appleEpisode,
  appleFeed,
  applePlace,
  type ApplePlace,
  type AskApple,
  readAppleLink,
  spellApplePlace,
} from './apple-podcasts.js';
import { canonicalLink } from './canonical-link.js';
import { type Feed, parseFeed } from './feed.js';
import { latestOf, searchFeed, toTrack } from './feed-tracks.js';
import type { HttpSource } from './http-source.js';
import { HTTP, notForUs } from './link-errors.js';
import { type LinkParts, openLink, readText } from './opened-link.js';
import { say } from './texts.js';

const PODCAST = 'podcast';
/** `https://feed.example/rss words`; the scheme may be left out. */
const LINK_AND_WORDS = /^(?:feed:(?:\/\/)?)?((?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\S*)(?:\s+(.*))?$/is;
const LATEST = /^(?:latest|newest)?$/i;

/**
 * Finds episodes in a podcast: `podcast: feed.example/rss` plays the latest, and words behind the link look for others. A link of Apple
 * Podcasts leads to the podcast’s own feed, or to the sound of the episode.
 */
export class PodcastSource implements AudioSource {
  readonly name = PODCAST;
  readonly #http: HttpSource;
  readonly #parts: LinkParts;
  readonly #directory: URL;

  /**
   * @param http asks the hosts, and opens the episodes
   * @param directory where Apple’s directory answers
   */
  constructor(http: HttpSource, parts: LinkParts, directory = APPLE_DIRECTORY) {
    this.#http = http;
    this.#parts = parts;
    this.#directory = directory;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'url') return behindApple(readAppleLink(query.url));
    if (query.source !== PODCAST) return undefined;
    const [, link = '', words = ''] = LINK_AND_WORDS.exec(query.text) ?? [];
    const url = link === '' ? undefined : webLink(/^https?:/i.test(link) ? link : `https://${link}`, BASE);
    if (url === undefined) return undefined;
    const wanted = cleanText(words).toLowerCase();
    const id = `${canonicalLink(url)} ${LATEST.test(wanted) ? 'latest' : wanted}`;
    return { reference: { source: PODCAST, kind: 'search', id } };
  }

  async resolve({ id, kind }: Reference, context: SourceContext): Promise<Resolution> {
    const place = kind === 'search' ? undefined : applePlace(id);
    if (place) return this.#atApple(place, context);
    if (kind !== 'search') return { kind: 'empty' };
    const { signal, report } = context;
    const space = id.indexOf(' ');
    const words = id.slice(space + 1);
    report('connecting');
    const asked = new URL(id.slice(0, space));
    const apple = readAppleLink(asked);
    const feedAt = apple ? await this.#askApple(signal, (ask) => appleFeed(apple, ask)) : asked;
    const feed = await this.#http.ask(feedAt, signal, () => this.#feedAt(feedAt, context));
    const found = words === 'latest' ? [latestOf(feed)] : searchFeed(feed, words);
    const items = found.flatMap((episode) => (episode ? [toTrack(episode, feed)] : []));
    const [first] = items;
    // An episode of unknown length is looked at itself.
    if (first && !isTrack(first)) return this.#http.resolve(first, context);
    const tracks = items.filter(isTrack);
    return tracks.length > 0 ? { kind: 'search', tracks } : { kind: 'empty' };
  }

  open(track: Track, context: OpenContext): Promise<AudioStream> {
    return this.#http.open(track, context);
  }

  async #atApple(place: ApplePlace, context: SourceContext): Promise<Resolution> {
    const { signal, report } = context;
    report('connecting');
    if (place.episode === undefined) {
      const feed = await this.#askApple(signal, (ask) => appleFeed(place, ask));
      return this.#http.resolve({ source: HTTP, kind: 'playlist', id: canonicalLink(feed) }, context);
    }
    const found = await this.#askApple(signal, (ask) => appleEpisode(place, ask));
    return isTrack(found) ? { kind: 'track', track: found } : this.#http.resolve(found, context);
  }

  #askApple<T>(signal: AbortSignal, operation: (ask: AskApple) => Promise<T>): Promise<T> {
    const directory = this.#directory;
    return this.#http.ask(directory, signal, () => operation({ parts: this.#parts, directory, signal }));
  }

  async #feedAt(url: URL, { signal, report }: SourceContext): Promise<Feed> {
    const link = await openLink(url, this.#parts, signal);
    try {
      if (link.kind.kind !== 'feed') throw notForUs(say('no-feed'));
      report('searching');
      return await parseFeed(await readText(link, this.#parts), link.url);
    } finally {
      link.close();
    }
  }
}

function behindApple(place: ApplePlace | undefined): Identified | undefined {
  if (place === undefined) return undefined;
  const kind = place.episode === undefined ? 'playlist' : 'track';
  return { reference: { source: PODCAST, kind, id: spellApplePlace(place) } };
}

const BASE = new URL('https://podcast.invalid/');
