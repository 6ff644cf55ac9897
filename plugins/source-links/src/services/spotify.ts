import type { Resolution } from '@tonearm/core';
import { ClientToken, type ClientCredentials } from '../client-token.js';
import type { Asking, Service, ServiceLink } from '../service.js';
import { HttpRefusal, type ServiceClient } from '../service-client.js';
import { readSpotifyAnswer, readSpotifySearch, spotifyPath } from './spotify-api.js';
import { readSpotifyEmbed, SPOTIFY } from './spotify-embed.js';
import { readSpotifyLink, readSpotifyUri } from './spotify-links.js';

/** Where Spotify answers. */
export interface SpotifyAddresses {
  readonly pages: string;
  readonly api: string;
  readonly accounts: string;
}

export const SPOTIFY_ADDRESSES: SpotifyAddresses = {
  pages: 'https://open.spotify.com',
  api: 'https://api.spotify.com',
  accounts: 'https://accounts.spotify.com',
};

export interface SpotifyParts {
  readonly client: ServiceClient;
  readonly addresses: SpotifyAddresses;
  /** Of an app at developer.spotify.com; without them the page for embedding is read, which has no ISRC and at most 100 tracks. */
  readonly credentials?: ClientCredentials | undefined;
}

/** Spotify: tracks, albums, playlists, and what of an artist is heard most. */
export class Spotify implements Service {
  readonly name = SPOTIFY;
  readonly #parts: SpotifyParts;
  readonly #token: ClientToken | undefined;
  /** Only bots with credentials may search. */
  readonly search?: (words: string, signal: AbortSignal) => Promise<Resolution>;

  constructor(parts: SpotifyParts) {
    this.#parts = parts;
    const { client, addresses, credentials } = parts;
    const url = new URL('/api/token', addresses.accounts);
    const token = credentials && new ClientToken({ source: SPOTIFY, client, url, credentials });
    this.#token = token;
    if (token) this.search = (words, signal) => this.#search(token, words, signal);
  }

  read(link: URL) {
    return readSpotifyLink(link);
  }

  readUri(text: string): ServiceLink | undefined {
    return readSpotifyUri(text);
  }

  /** The API, where there are credentials; for what it does not give to this bot, the page. */
  async look(link: ServiceLink, { signal, cursor }: Asking): Promise<Resolution> {
    const answer =
      this.#token && link.kind !== 'artist' ? await this.#askApi(this.#token, link, signal, cursor) : undefined;
    if (answer) return answer;
    // The page has no further ones.
    if (cursor !== undefined) return { kind: 'empty' };
    return await this.#readPage(link, signal);
  }

  async #search(token: ClientToken, words: string, signal: AbortSignal): Promise<Resolution> {
    const url = new URL('/v1/search', this.#parts.addresses.api);
    url.search = new URLSearchParams({ q: words, type: 'track', limit: '10' }).toString();
    const found = readSpotifySearch(await token.json({ url, signal }));
    if (!found) throw this.#parts.client.unreadable();
    return found;
  }

  async #askApi(
    token: ClientToken,
    link: ServiceLink,
    signal: AbortSignal,
    cursor = '0',
  ): Promise<Resolution | undefined> {
    const offset = /^\d{1,7}$/.test(cursor) ? Number(cursor) : 0;
    const url = new URL(`/v1/${spotifyPath(link, offset)}`, this.#parts.addresses.api);
    try {
      return readSpotifyAnswer(await token.json({ url, signal }), link, offset);
    } catch (error) {
      if (error instanceof HttpRefusal) return undefined;
      throw error;
    }
  }

  async #readPage(link: ServiceLink, signal: AbortSignal): Promise<Resolution> {
    const { client, addresses } = this.#parts;
    const html = await client.text({ url: new URL(`/embed/${link.kind}/${link.id}`, addresses.pages), signal });
    return client.understand(html, (page) => readSpotifyEmbed(page, link));
  }
}
