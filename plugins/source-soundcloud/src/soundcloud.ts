import { type Clock, type Fetch, type Plugin, SetupError, webTransfer } from '@tonearm/core';
import { SoundCloudApi } from './api.js';
import { ClientIds } from './client-ids.js';
import { RefusedAnswer } from './errors.js';
import { followShortLink } from './short-links.js';
import { isClientId } from './read-page.js';
import { SoundCloudSource } from './soundcloud-source.js';
import { SOURCE_NAME } from './source-name.js';

/** Where SoundCloud is. A test leads all of it to a stand-in. */
export interface SoundCloudAddresses {
  /** The home page, and what links begin with. */
  readonly site: string;
  /** Where api-v2 answers. */
  readonly api: string;
  /** Where short links lead from. */
  readonly short: string;
}

export interface SoundCloudOptions {
  /** An id of your own for api-v2; without it, the one that the site hands to every browser. */
  readonly clientId?: string;
  /** Everything is fetched with it; the global one by default. */
  readonly fetch?: Fetch;
  readonly addresses?: Partial<SoundCloudAddresses>;
}

const ADDRESSES: SoundCloudAddresses = {
  site: 'https://soundcloud.com/',
  api: 'https://api-v2.soundcloud.com/',
  short: 'https://on.soundcloud.com/',
};
/** Hosts of the service: its site and api, its scripts and sound, and where its newer sound comes from. */
const HOSTS = /(?:^|\.)(?:soundcloud\.com|sndcdn\.com|soundcloud\.cloud)$/;

/** As a browser asks: to others the site may answer 403. */
const HEADERS: Readonly<Record<string, string>> = {
  'User-Agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Accept-Language': 'en-US,en;q=0.9',
  Origin: 'https://soundcloud.com',
  Referer: 'https://soundcloud.com/',
};

/**
 * The plugin that plays SoundCloud, as the source `soundcloud`: links, searches, sets, what users have.
 * @throws SetupError for options that make no sense
 */
export function soundcloud(options: SoundCloudOptions = {}): Plugin {
  const checked = checkedOptions(options);
  return {
    name: 'source-soundcloud',
    setup: ({ sources, clock }) => sources.add(makeSource(checked, clock)),
  };
}

/** The source alone, for bots that put their parts together themselves. @throws SetupError as {@link soundcloud} */
export function soundCloudSource(clock: Clock, options: SoundCloudOptions = {}): SoundCloudSource {
  return makeSource(checkedOptions(options), clock);
}

interface CheckedOptions extends Omit<SoundCloudOptions, 'addresses'> {
  readonly addresses: Readonly<Record<keyof SoundCloudAddresses, URL>>;
}

function makeSource({ addresses, clientId, fetch = globalThis.fetch }: CheckedOptions, clock: Clock): SoundCloudSource {
  const own = new Set(Object.values(addresses).map(({ hostname }) => hostname));
  const common = {
    source: SOURCE_NAME,
    name: 'SoundCloud',
    clock,
    fetch,
    allows: ({ hostname }: URL) => HOSTS.test(hostname) || own.has(hostname),
    refusal: (status: number) => (isRefusal(status) ? new RefusedAnswer(status) : undefined),
  };
  const pages = webTransfer({ ...common, headers: { ...HEADERS, 'Accept-Encoding': 'gzip, deflate, br' } });
  const clientIds = new ClientIds({
    transfer: pages,
    site: addresses.site,
    ...(clientId !== undefined && { configured: clientId }),
  });
  const shortLinks = { fetch, transfer: pages, headers: HEADERS, short: addresses.short };
  return new SoundCloudSource({
    api: new SoundCloudApi({ transfer: pages, clientIds, api: addresses.api, site: new URL(ADDRESSES.site) }),
    media: webTransfer({ ...common, headers: HEADERS }),
    followShortLink: (code, signal) => followShortLink(code, shortLinks, signal),
  });
}

/** An answer that a later one will not differ from, unless something else is asked. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

function checkedOptions(options: SoundCloudOptions): CheckedOptions {
  const { clientId } = options;
  if (clientId !== undefined && !isClientId(clientId)) {
    throw new SetupError('clientId has to be the id of a SoundCloud client: 32 letters and digits, no more.');
  }
  const given = { ...ADDRESSES, ...options.addresses };
  const read = (name: keyof SoundCloudAddresses) => {
    const url = URL.parse(given[name]);
    if (url !== null && /^https?:$/.test(url.protocol)) return url;
    throw new SetupError(`addresses.${name} has to be an http(s) address, not “${given[name]}”.`);
  };
  return { ...options, addresses: { site: read('site'), api: read('api'), short: read('short') } };
}
