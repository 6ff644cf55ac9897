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
import { canonicalLink } from './canonical-link.js';
import { describeLink } from './describe-link.js';
import { parseFeed } from './feed.js';
import { latestOf, searchFeed, toTrack } from './feed-tracks.js';
import type { HttpSource } from './http-source.js';
import { notForUs } from './link-errors.js';
import { type LinkParts, openLink, readText } from './opened-link.js';
import { say } from './texts.js';

const PODCAST = 'podcast';
/** `https://feed.example/rss words`; the scheme may be left out. */
const LINK_AND_WORDS = /^(?:feed:(?:\/\/)?)?((?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\S*)(?:\s+(.*))?$/is;
const LATEST = /^(?:latest|newest)?$/i;

/** Finds episodes in a podcast: `podcast: feed.example/rss` plays the latest, and words behind the link look for others. */
export class PodcastSource implements AudioSource {
  readonly name = PODCAST;
  readonly #http: HttpSource;
  readonly #parts: LinkParts;

  /** @param http opens the episodes */
  constructor(http: HttpSource, parts: LinkParts) {
    this.#http = http;
    this.#parts = parts;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind !== 'search' || query.source !== PODCAST) return undefined;
    const [, link = '', words = ''] = LINK_AND_WORDS.exec(query.text) ?? [];
    const url = link === '' ? undefined : webLink(/^https?:/i.test(link) ? link : `https://${link}`, BASE);
    if (url === undefined) return undefined;
    const wanted = cleanText(words).toLowerCase();
    const id = `${canonicalLink(url)} ${LATEST.test(wanted) ? 'latest' : wanted}`;
    return { reference: { source: PODCAST, kind: 'search', id } };
  }

  async resolve({ id }: Reference, context: SourceContext): Promise<Resolution> {
    const { signal, report } = context;
    const space = id.indexOf(' ');
    const words = id.slice(space + 1);
    report('connecting');
    const link = await openLink(new URL(id.slice(0, space)), this.#parts, signal);
    try {
      if (link.kind.kind !== 'feed') throw notForUs(say('no-feed'));
      report('searching');
      const feed = await parseFeed(await readText(link, this.#parts), link.url);
      const found = words === 'latest' ? [latestOf(feed)] : searchFeed(feed, words);
      const items = found.flatMap((episode) => (episode ? [toTrack(episode, feed)] : []));
      const [first] = items;
      // An episode of unknown length is looked at itself.
      if (first && !isTrack(first)) return describeLink(first.id, this.#parts, context);
      const tracks = items.filter(isTrack);
      return tracks.length > 0 ? { kind: 'search', tracks } : { kind: 'empty' };
    } finally {
      link.close();
    }
  }

  open(track: Track, context: OpenContext): Promise<AudioStream> {
    return this.#http.open(track, context);
  }
}

const BASE = new URL('https://podcast.invalid/');
