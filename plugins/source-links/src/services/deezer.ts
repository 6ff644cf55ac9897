import { type Resolution, SourceUnavailableError, type Track, TrackUnavailableError, valueAt } from '@tonearm/core';
import { idAt, isrcAt, itemsAt, lineAt, numberAt, pictureAt } from '../json.js';
import type { Asking, Service, ServiceLink, ShortLink } from '../service.js';
import type { ServiceClient } from '../service-client.js';
import { say } from '../texts/texts.js';
import { toFound, toPage, toTrack } from '../to-track.js';

export const DEEZER = 'deezer';
export const DEEZER_ADDRESS = 'https://api.deezer.com';

export interface DeezerParts {
  readonly client: ServiceClient;
  readonly address: string;
}

const SHORT_HOSTS: ReadonlySet<string> = new Set(['link.deezer.com', 'deezer.page.link', 'dzr.page.link']);
const PAGE = 100;
/** As many as a menu holds. */
const MOST_FOUND = 25;
/** Codes of the API's errors (https://developers.deezer.com/api/errors): too many questions, and busy. Both come with status 200. */
const QUOTA = 4;
const BUSY = 700;
const NO_DATA = 800;
/** Questions are counted in windows of this length, in milliseconds. */
const QUOTA_MS = 5_000;

/** Deezer, by its public API (https://developers.deezer.com/api), which needs no key and knows the ISRC. */
export class Deezer implements Service {
  readonly name = DEEZER;
  readonly #parts: DeezerParts;

  constructor(parts: DeezerParts) {
    this.#parts = parts;
  }

  read(link: URL): ServiceLink | ShortLink | undefined {
    return readDeezerLink(link);
  }

  async look(link: ServiceLink, asking: Asking): Promise<Resolution> {
    if (link.kind === 'track') {
      return this.#parts.client.understand(await this.#ask(`track/${link.id}`, asking.signal), (answer) => {
        const track = trackIn(answer);
        return track && { kind: 'track', track };
      });
    }
    return this.#list(link, asking);
  }

  async search(words: string, signal: AbortSignal): Promise<Resolution> {
    const answer = await this.#ask(`search?${new URLSearchParams({ q: words, limit: String(MOST_FOUND) })}`, signal);
    return this.#parts.client.understand(answer, (found) =>
      Array.isArray(valueAt(found, 'data')) ? toFound(itemsAt(found, 'data').map((item) => trackIn(item))) : undefined,
    );
  }

  async #list(link: ServiceLink, { signal, cursor }: Asking): Promise<Resolution> {
    const { kind, id } = link;
    const index = /^\d{1,7}$/.test(cursor ?? '') ? Number(cursor) : 0;
    // What it is called stands in another answer than its tracks, and is told with the first page.
    const about = index === 0 ? await this.#ask(`${kind}/${id}`, signal) : {};
    if (about === undefined) return { kind: 'empty' };
    const tracks = kind === 'artist' ? 'top' : 'tracks';
    const page = await this.#ask(`${kind}/${id}/${tracks}?index=${index}&limit=${PAGE}`, signal);
    if (page === undefined) return { kind: 'empty' };
    if (!Array.isArray(valueAt(page, 'data'))) throw this.#parts.client.unreadable();
    const listed = itemsAt(page, 'data');
    const items = listed.map((item) => trackIn(item, kind === 'album' ? about : undefined));
    const facts = {
      title: lineAt(about, 'title') ?? lineAt(about, 'name') ?? '',
      url: `https://www.deezer.com/${kind}/${id}`,
      trackCount: numberAt(page, 'total') ?? numberAt(about, 'nb_tracks') ?? null,
    };
    const goesOn = lineAt(page, 'next') !== undefined && listed.length > 0;
    return { kind: 'playlist', playlist: toPage(facts, items, goesOn ? String(index + listed.length) : undefined) };
  }

  async #ask(path: string, signal: AbortSignal): Promise<unknown> {
    const { client, address } = this.#parts;
    const answer = await client.json({ url: new URL(`/${path}`, address), signal });
    const code = numberAt(answer, 'error', 'code');
    if (code === QUOTA) {
      throw new SourceUnavailableError(DEEZER, say('ask-less', { service: DEEZER }), { retryAfterMs: QUOTA_MS });
    }
    if (code === BUSY) throw new SourceUnavailableError(DEEZER, say('not-well', { service: DEEZER, status: '200' }));
    if (code === NO_DATA) return undefined;
    if (valueAt(answer, 'error') === undefined) return answer;
    throw new TrackUnavailableError(DEEZER, say('refused', { service: DEEZER, status: String(code ?? 200) }));
  }
}

/** `deezer.com/track/<id>`, with a language before it or not; what is embedded; short links. */
function readDeezerLink({ hostname, pathname }: URL): ServiceLink | ShortLink | undefined {
  if (SHORT_HOSTS.has(hostname)) {
    return /^(?:\/s)?\/[\w-]{1,64}$/.test(pathname) ? { kind: 'short', id: hostname + pathname } : undefined;
  }
  if (!/^(?:www\.|widget\.)?deezer\.com$/.test(hostname)) return undefined;
  const [, kind, id] =
    /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/|widget\/[a-z]{1,10}\/)?(track|album|playlist|artist)\/(\d{1,20})(?:\/|$)/i.exec(
      pathname,
    ) ?? [];
  if (kind === undefined || id === undefined) return undefined;
  // The pattern lets no other kinds through.
  return { kind: kind.toLowerCase() as ServiceLink['kind'], id };
}

function trackIn(value: unknown, album = valueAt(value, 'album')): Track | undefined {
  const id = idAt(value, 'id');
  const guests = itemsAt(value, 'contributors').map((one) => lineAt(one, 'name'));
  const seconds = numberAt(value, 'duration');
  return toTrack({
    source: DEEZER,
    id,
    url: `https://www.deezer.com/track/${id ?? ''}`,
    title: lineAt(value, 'title'),
    artists: [lineAt(value, 'artist', 'name'), ...guests],
    durationMs: seconds === undefined ? undefined : seconds * 1_000,
    album: lineAt(album, 'title'),
    isrc: isrcAt(value, 'isrc'),
    artworkUrl: pictureAt(album, 'cover_xl') ?? pictureAt(album, 'cover_big'),
  });
}
