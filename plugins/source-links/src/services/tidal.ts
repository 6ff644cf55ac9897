import { type Resolution, TrackUnavailableError } from '@tonearm/core';
import { type ClientCredentials, ClientToken } from '../client-token.js';
import type { Asking, Service, ServiceLink, ShortLink } from '../service.js';
import type { ServiceClient } from '../service-client.js';
import { say } from '../texts/texts.js';
import { readTidalPage, readTidalPageOf, readTidalTrack, TIDAL } from './tidal-answers.js';

/** Where Tidal answers. */
export interface TidalAddresses {
  readonly pages: string;
  readonly api: string;
  readonly accounts: string;
}

export const TIDAL_ADDRESSES: TidalAddresses = {
  pages: 'https://tidal.com',
  api: 'https://openapi.tidal.com',
  accounts: 'https://auth.tidal.com',
};

export interface TidalParts {
  readonly client: ServiceClient;
  readonly addresses: TidalAddresses;
  /** Of an app at developer.tidal.com; without them only tracks can be read, by the title of their page. */
  readonly credentials?: ClientCredentials | undefined;
  /** Whose catalogue is asked, as a country code. */
  readonly country: string;
}

const HOSTS: ReadonlySet<string> = new Set([
  'tidal.com',
  'www.tidal.com',
  'listen.tidal.com',
  'desktop.tidal.com',
  'embed.tidal.com',
]);
const SHORT_HOSTS: ReadonlySet<string> = new Set(['link.tidal.com', 'tidal.link']);
const JSON_API = { accept: 'application/vnd.api+json' };

/** Tidal: tracks, and with credentials albums, playlists and what of an artist is heard most. */
export class Tidal implements Service {
  readonly name = TIDAL;
  readonly #parts: TidalParts;
  readonly #token: ClientToken | undefined;

  constructor(parts: TidalParts) {
    this.#parts = parts;
    const { client, addresses, credentials } = parts;
    const url = new URL('/v1/oauth2/token', addresses.accounts);
    this.#token = credentials && new ClientToken({ source: TIDAL, client, url, credentials });
  }

  read(link: URL): ServiceLink | ShortLink | undefined {
    return readTidalLink(link);
  }

  async look(link: ServiceLink, asking: Asking): Promise<Resolution> {
    if (this.#token) return await this.#askApi(this.#token, link, asking);
    if (link.kind === 'track') return await this.#readPage(link, asking.signal);
    throw new TrackUnavailableError(TIDAL, say('needs-credentials', { service: TIDAL }));
  }

  async #askApi(token: ClientToken, link: ServiceLink, { signal, cursor }: Asking): Promise<Resolution> {
    const { client, addresses, country } = this.#parts;
    const ask = (path: string, query: Readonly<Record<string, string>> = {}) => {
      const url = new URL(`/v2/${path}`, addresses.api);
      url.search = new URLSearchParams({ countryCode: country, ...query }).toString();
      return token.json({ url, signal, headers: JSON_API });
    };
    const path = `${link.kind}s/${link.id}`;
    if (link.kind === 'track') {
      return client.understand(await ask(path, { include: 'artists,albums' }), readTidalTrack);
    }
    const about = cursor === undefined ? await ask(path) : {};
    if (about === undefined) return { kind: 'empty' };
    const items = link.kind === 'artist' ? 'tracks' : 'items';
    const page = await ask(`${path}/relationships/${items}`, {
      include: `${items},${items}.artists`,
      ...(link.kind === 'artist' && { collapseBy: 'FINGERPRINT' }),
      ...(cursor !== undefined && { 'page[cursor]': cursor }),
    });
    return client.understand(page, (answer) => readTidalPage(answer, about, link));
  }

  async #readPage({ id }: ServiceLink, signal: AbortSignal): Promise<Resolution> {
    const { client, addresses } = this.#parts;
    const html = await client.text({ url: new URL(`/browse/track/${id}`, addresses.pages), signal });
    return client.understand(html, (page) => readTidalPageOf(page, id));
  }
}

/** `tidal.com/track/<number>`, behind `browse/` or its album or not, with `/u` behind it or not; playlists have UUIDs. */
function readTidalLink({ hostname, pathname }: URL): ServiceLink | ShortLink | undefined {
  if (SHORT_HOSTS.has(hostname))
    return /^\/[\w-]{1,64}$/.test(pathname) ? { kind: 'short', id: hostname + pathname } : undefined;
  if (!HOSTS.has(hostname)) return undefined;
  const [, kind, id = ''] =
    /^\/(?:[a-z]{2}\/)?(?:browse\/)?(?:album\/\d{1,20}\/(?=track\/))?(track|album|artist|playlist)s?\/([\w-]{1,64})(?:\/|$)/i.exec(
      pathname,
    ) ?? [];
  if (kind === undefined) return undefined;
  const isPlaylist = kind.toLowerCase() === 'playlist';
  const isId = isPlaylist ? /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) : /^\d{1,20}$/.test(id);
  // The pattern lets no other kinds through.
  return isId ? { kind: kind.toLowerCase() as ServiceLink['kind'], id: id.toLowerCase() } : undefined;
}
