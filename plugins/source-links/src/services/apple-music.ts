import { type Resolution, SourceUnavailableError, TrackUnavailableError } from '@tonearm/core';
import type { Asking, Service, ServiceLink } from '../service.js';
import { HttpRefusal, type ServiceClient } from '../service-client.js';
import { say } from '../texts/texts.js';
import { APPLE_MUSIC, readAppleMusicAnswer, readLookup, readPlaylistPage, readSearch } from './apple-music-answers.js';
import { readAppleMusicLink } from './apple-music-links.js';

/** Where Apple answers. */
export interface AppleMusicAddresses {
  readonly pages: string;
  readonly api: string;
  readonly lookup: string;
}

export const APPLE_MUSIC_ADDRESSES: AppleMusicAddresses = {
  pages: 'https://music.apple.com',
  api: 'https://api.music.apple.com',
  lookup: 'https://itunes.apple.com',
};

export interface AppleMusicParts {
  readonly client: ServiceClient;
  readonly addresses: AppleMusicAddresses;
  /** Of a member of Apple's developer programme; without it the public lookup is asked, which has no ISRC. */
  readonly developerToken?: string | undefined;
}

/** As many as the lookup gives. */
const MOST_SONGS = 200;
const PAGE = 100;
/** As many as a menu holds. */
const MOST_FOUND = 25;
/** Whose catalogue is searched. */
const SEARCHED = 'us';
/** The lookup bears about twenty questions a minute from one address, and refuses those beyond. */
const LOOKUP_PAUSE_MS = 60_000;

/** Apple Music: songs, albums, playlists, and what of an artist is heard most. */
export class AppleMusic implements Service {
  readonly name = APPLE_MUSIC;
  readonly #parts: AppleMusicParts;

  constructor(parts: AppleMusicParts) {
    this.#parts = parts;
  }

  read(link: URL): ServiceLink | undefined {
    return readAppleMusicLink(link);
  }

  async look(link: ServiceLink, { signal, cursor = '0' }: Asking): Promise<Resolution> {
    const offset = /^\d{1,7}$/.test(cursor) ? Number(cursor) : 0;
    const { developerToken } = this.#parts;
    if (developerToken !== undefined) return await this.#askApi(link, offset, signal, developerToken);
    return link.kind === 'playlist' ? await this.#readPage(link, signal) : await this.#lookUp(link, signal);
  }

  /** The public search, with a token or without: it takes words in any language. */
  search(words: string, signal: AbortSignal): Promise<Resolution> {
    const query = { term: words, country: SEARCHED, media: 'music', entity: 'song', limit: String(MOST_FOUND) };
    return this.#askPublic('/search', query, signal, (answer) => readSearch(answer, SEARCHED));
  }

  #lookUp(link: ServiceLink, signal: AbortSignal): Promise<Resolution> {
    const [country = '', id = ''] = link.id.split('/');
    const query = { id, country, ...(link.kind !== 'track' && { entity: 'song', limit: String(MOST_SONGS) }) };
    return this.#askPublic('/lookup', query, signal, (answer) => readLookup(answer, link));
  }

  async #askPublic(
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
    how: (answer: unknown) => Resolution | undefined,
  ): Promise<Resolution> {
    const { client, addresses } = this.#parts;
    const url = new URL(path, addresses.lookup);
    url.search = new URLSearchParams(query).toString();
    try {
      return await client.understand(await client.json({ url, signal }), how);
    } catch (error) {
      if (!(error instanceof HttpRefusal && error.status === 403)) throw error;
      const said = { cause: error, retryAfterMs: LOOKUP_PAUSE_MS };
      throw new SourceUnavailableError(APPLE_MUSIC, say('ask-less', { service: APPLE_MUSIC }), said);
    }
  }

  async #readPage(link: ServiceLink, signal: AbortSignal): Promise<Resolution> {
    const { client, addresses } = this.#parts;
    const [country = '', id = ''] = link.id.split('/');
    const html = await client.text({ url: new URL(`/${country}/playlist/${id}`, addresses.pages), signal });
    return client.understand(html, (page) => readPlaylistPage(page, link));
  }

  async #askApi(link: ServiceLink, offset: number, signal: AbortSignal, token: string): Promise<Resolution> {
    const { client, addresses } = this.#parts;
    const [country = '', id = ''] = link.id.split('/');
    const url = new URL(`/v1/catalog/${country}/${pathOf(link.kind, id, offset)}`, addresses.api);
    try {
      const answer = await client.json({ url, signal, headers: { authorization: `Bearer ${token}` } });
      return await client.understand(answer, (known) => readAppleMusicAnswer(known, link, offset));
    } catch (error) {
      if (!(error instanceof HttpRefusal && error.status === 401)) throw error;
      throw new TrackUnavailableError(APPLE_MUSIC, say('bad-credentials', { service: APPLE_MUSIC }), { cause: error });
    }
  }
}

function pathOf(kind: ServiceLink['kind'], id: string, offset: number): string {
  if (kind === 'track') return `songs/${id}`;
  if (kind === 'artist') return `artists/${id}/view/top-songs`;
  return offset === 0 ? `${kind}s/${id}` : `${kind}s/${id}/tracks?limit=${PAGE}&offset=${offset}`;
}
