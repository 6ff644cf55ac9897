import { setImmediate as settle } from 'node:timers/promises';
import { cleanText, MOST_ENTRIES, webLink } from '@tonearm/core';
import sax from 'sax';

/** What a podcast’s feed tells (RSS 2.0 with Apple’s tags, or Atom). */
export interface Feed {
  readonly title: string;
  readonly author: string;
  readonly artworkUrl?: string;
  /** In the feed’s order, which is the newest first nearly everywhere. */
  readonly episodes: readonly Episode[];
}

export interface Episode {
  readonly url: URL;
  readonly title: string;
  /** `null` when the feed does not tell. */
  readonly durationMs: number | null;
  readonly artworkUrl?: string;
  /** When it came out, in Unix milliseconds; `null` when that cannot be read. */
  readonly publishedAtMs: number | null;
}

interface Draft {
  url?: URL;
  title: string;
  durationMs: number | null;
  artworkUrl?: string;
  publishedAtMs: number | null;
}

/** Of a text inside an element, in characters. */
const MOST_TEXT = 2_000;
const CHUNK = 16 * 1024;
/** Declarations of documents and entities. Nothing in a feed needs them, and reading many of them takes the parser quadratic time. */
const DECLARATION = /<!(?!--|\[CDATA\[)/g;
/** Deeper than any feed; what goes on is no feed. */
const MOST_DEPTH = 60;
/** Pictures and sound; a feed may also carry documents and video, whose sound we play too. */
const SOUND_TYPE = /^(?:audio|video)\//i;

/**
 * Reads a feed as far as it can be read: feeds are often damaged. Nothing in it is expanded: entities of its own stay as they
 * are, so a small feed cannot become a large one.
 */
export async function parseFeed(text: string, base: URL): Promise<Feed> {
  const reader = new FeedReader(base);
  const parser = sax.parser(false, { lowercase: true });
  parser.onopentag = ({ name, attributes }) => reader.open(name, (key) => String(attributes[key] ?? ''));
  parser.ontext = (part) => reader.text(part);
  parser.oncdata = (part) => reader.text(part);
  parser.onclosetag = () => reader.close();
  // Told to go on: what is damaged is passed over.
  parser.onerror = () => void parser.resume();
  const plain = text.replace(DECLARATION, ' ');
  for (let at = 0; at < plain.length && !reader.isFull; at += CHUNK) {
    parser.write(plain.slice(at, at + CHUNK));
    // A long feed is read in turns: frames of sound leave meanwhile.
    await settle();
  }
  return reader.feed;
}

class FeedReader {
  readonly #base: URL;
  readonly #path: string[] = [];
  readonly #episodes: Episode[] = [];
  readonly #about: { title: string; author: string; artworkUrl?: string } = { title: '', author: '' };
  #draft: Draft | undefined;
  #text = '';

  constructor(base: URL) {
    this.#base = base;
  }

  get isFull(): boolean {
    return this.#episodes.length >= MOST_ENTRIES || this.#path.length > MOST_DEPTH;
  }

  get feed(): Feed {
    return { ...this.#about, episodes: this.#episodes };
  }

  open(name: string, attribute: (key: string) => string): void {
    this.#path.push(name);
    this.#text = '';
    if (name === 'item' || name === 'entry') this.#draft = { title: '', durationMs: null, publishedAtMs: null };
    if (name === 'itunes:image') this.#picture(attribute('href'));
    const isEnclosure = name === 'enclosure' || (name === 'link' && attribute('rel') === 'enclosure');
    if (isEnclosure) this.#sound(attribute('url') || attribute('href'), attribute('type'));
  }

  text(part: string): void {
    if (this.#text.length < MOST_TEXT) this.#text += part.slice(0, MOST_TEXT);
  }

  close(): void {
    const name = this.#path.pop();
    const parent = this.#path.at(-1);
    const text = this.#text;
    this.#text = '';
    if (name === 'item' || name === 'entry') return this.#finish();
    if (parent === 'item' || parent === 'entry') return this.#tellEpisode(name, text);
    if (parent === 'channel' || parent === 'feed') return this.#tellFeed(name, text);
    if (name === 'url' && parent === 'image' && this.#about.artworkUrl === undefined) this.#picture(text);
    if (name === 'name' && parent === 'author' && !this.#draft) this.#about.author ||= cleanText(text);
  }

  #tellEpisode(name: string | undefined, text: string): void {
    if (!this.#draft) return;
    switch (name) {
      case 'title':
        this.#draft.title ||= cleanText(text);
        return;
      case 'itunes:duration':
        this.#draft.durationMs = durationMs(text);
        return;
      case 'pubdate':
      case 'published':
        this.#draft.publishedAtMs = timeOf(text);
    }
  }

  #tellFeed(name: string | undefined, text: string): void {
    if (name === 'title') this.#about.title ||= cleanText(text);
    if (name === 'itunes:author') this.#about.author ||= cleanText(text);
  }

  #picture(link: string): void {
    const url = webLink(link.trim(), this.#base);
    if (url && link.trim() !== '') (this.#draft ?? this.#about).artworkUrl = url.href;
  }

  #sound(link: string, type: string): void {
    const url = link === '' ? undefined : webLink(link.trim(), this.#base);
    if (url && this.#draft && (type === '' || SOUND_TYPE.test(type))) this.#draft.url ??= url;
  }

  #finish(): void {
    const { url, title, ...facts } = this.#draft ?? { title: '', durationMs: null, publishedAtMs: null };
    this.#draft = undefined;
    if (url && !this.isFull) this.#episodes.push({ url, title, ...facts });
  }
}

/** `3661`, `61:01`, `1:01:01`; `null` for anything else. */
function durationMs(text: string): number | null {
  if (!/^\s*\d{1,6}(?::\d{1,2}){0,2}(?:\.\d+)?\s*$/.test(text)) return null;
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds >= 1 ? Math.round(seconds * 1000) : null;
}

function timeOf(text: string): number | null {
  const ms = Date.parse(text.trim());
  return Number.isNaN(ms) ? null : ms;
}
