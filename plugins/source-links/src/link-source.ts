import {
  type Identified,
  type MetadataSource,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  TrackUnavailableError,
} from '@tonearm/core';
import { readPage } from './html-page.js';
import type { Service, ServiceLink, ShortLink } from './service.js';
import type { ServiceClient } from './service-client.js';
import { behindSongLink } from './song-link.js';
import { say } from './texts/texts.js';

/** A short link may lead to another one. */
const MOST_HOPS = 3;
const SHORT = 'short/';

/** A service as a source without sound: it knows the service's links, and what is behind them. */
export class LinkSource implements MetadataSource {
  readonly kind = 'metadata';
  readonly #service: Service;
  readonly #client: ServiceClient;

  constructor(service: Service, client: ServiceClient) {
    this.#service = service;
    this.#client = client;
  }

  get name(): string {
    return this.#service.name;
  }

  identify(query: Query): Identified | undefined {
    const link = this.#read(query);
    if (link) return { reference: this.#reference(link) };
    // Words are looked for where they are asked for by name: what is found has no sound, so that others come first.
    if (query.kind === 'url' || query.source !== this.name || !this.#service.search) return undefined;
    const words = query.text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
    return words === '' ? undefined : { reference: { source: this.name, kind: 'search', id: words } };
  }

  async resolve(reference: Reference, { signal, cursor, report }: SourceContext): Promise<Resolution> {
    signal.throwIfAborted();
    report('connecting');
    if (reference.kind === 'search') {
      report('searching', 0.3);
      return (await this.#service.search?.(reference.id, signal)) ?? { kind: 'empty' };
    }
    const given = this.#linkOf(reference);
    if (given === undefined) return { kind: 'empty' };
    const link = given.kind === 'short' ? await this.#follow(given, signal) : given;
    report(link.kind === 'track' ? 'reading-metadata' : 'loading-playlist', 0.3);
    const resolution = await this.#service.look(link, { signal, cursor });
    return given === link ? resolution : { ...resolution, canonical: this.#reference(link) };
  }

  #read(query: Query): ServiceLink | ShortLink | undefined {
    if (query.kind === 'url') return this.#service.read(behindSongLink(query.url));
    return query.source === this.name ? this.#service.readUri?.(query.text) : undefined;
  }

  #reference({ kind, id }: ServiceLink | ShortLink): Reference {
    if (kind === 'track') return { source: this.name, kind: 'track', id };
    // Nobody knows yet what a short link leads to.
    if (kind === 'short') return { source: this.name, kind: 'track', id: SHORT + id };
    return { source: this.name, kind: 'playlist', id: `${kind}/${id}` };
  }

  /** What a reference was made of; `undefined` for one that is not ours: it may stand in a file that anyone has written. */
  #linkOf({ kind, id }: Reference): ServiceLink | ShortLink | undefined {
    if (kind === 'track' && !id.startsWith(SHORT)) return ownLink(kind, id);
    if (kind === 'track') {
      const address = URL.parse(`https://${id.slice(SHORT.length)}`);
      const link = address === null ? undefined : this.#service.read(address);
      return link?.kind === 'short' ? link : undefined;
    }
    const [, list, own = ''] = LIST.exec(id) ?? [];
    // The pattern lets no other kinds through.
    return ownLink((list ?? 'playlist') as ServiceLink['kind'], own);
  }

  /** Only where it leads is looked at, and read as if it had been typed. @throws TrackUnavailableError when that is no music of theirs */
  async #follow(link: ShortLink, signal: AbortSignal): Promise<ServiceLink> {
    let short = link;
    for (let hops = 0; hops < MOST_HOPS; hops += 1) {
      const target = await this.#client.peek({ url: new URL(`https://${short.id}`), signal });
      const next = target === undefined ? undefined : this.#service.read(await addressIn(target));
      if (!next) break;
      if (next.kind !== 'short') return next;
      short = next;
    }
    throw new TrackUnavailableError(this.name, say('leads-elsewhere', { service: this.name }));
  }
}

/** Some short links show a page instead of redirecting; it says where it would have led. */
async function addressIn(target: URL | string): Promise<URL> {
  if (target instanceof URL) return target;
  const { meta, canonical } = await readPage(target);
  return URL.parse(meta.get('og:url') ?? canonical ?? '') ?? NOWHERE;
}

const NOWHERE = new URL('https://nowhere.invalid/');
const LIST = /^(album|playlist|artist)\/(.+)$/s;
/** As every service has them: nothing in them leads to another place of an address. */
const OWN_ID = /^[A-Za-z0-9][\w.-]{0,99}(?:\/[A-Za-z0-9][\w.-]{0,99})?$/;

function ownLink(kind: ServiceLink['kind'], id: string): ServiceLink | undefined {
  return OWN_ID.test(id) ? { kind, id } : undefined;
}
