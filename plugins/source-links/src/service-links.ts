import { type Clock, type Plugin, SetupError } from '@tonearm/core';
import type { ClientCredentials } from './client-token.js';
import { LinkSource } from './link-source.js';
import type { Service } from './service.js';
import { type Fetch, ServiceClient } from './service-client.js';
import { AppleMusic, APPLE_MUSIC_ADDRESSES, type AppleMusicAddresses } from './services/apple-music.js';
import { APPLE_MUSIC } from './services/apple-music-answers.js';
import { Deezer, DEEZER, DEEZER_ADDRESS } from './services/deezer.js';
import { Spotify, SPOTIFY_ADDRESSES, type SpotifyAddresses } from './services/spotify.js';
import { SPOTIFY } from './services/spotify-embed.js';
import { Tidal, TIDAL_ADDRESSES, type TidalAddresses } from './services/tidal.js';
import { TIDAL } from './services/tidal-answers.js';

/** What is known besides what anyone may read. Everything works without any of it, with less: no ISRC, shorter playlists. */
export interface ServiceLinksOptions {
  /** Of an app at https://developer.spotify.com/dashboard. */
  readonly spotify?: ClientCredentials | undefined;
  /** A token of Apple's developer programme. */
  readonly appleMusicToken?: string | undefined;
  /** Of an app at https://developer.tidal.com/dashboard. */
  readonly tidal?: ClientCredentials | undefined;
  /** Whose catalogue Tidal is asked for, as a country code of two letters; `US` by default. */
  readonly country?: string;
  /** Another way into the web than Node's. */
  readonly fetch?: Fetch;
  /** Other places to ask, for a gateway or a test. */
  readonly addresses?: Partial<ServiceAddresses>;
}

export interface ServiceAddresses {
  readonly spotify: SpotifyAddresses;
  readonly appleMusic: AppleMusicAddresses;
  readonly deezer: string;
  readonly tidal: TidalAddresses;
}

/** Where the services answer. */
export const ADDRESSES: ServiceAddresses = {
  spotify: SPOTIFY_ADDRESSES,
  appleMusic: APPLE_MUSIC_ADDRESSES,
  deezer: DEEZER_ADDRESS,
  tidal: TIDAL_ADDRESSES,
};

/**
 * The plugin that reads links of services without sound: as the sources `spotify`, `apple-music`, `deezer` and `tidal`, each with a circuit of its own.
 * Their tracks are played from the sources that have sound.
 * @throws SetupError for options that make no sense
 */
export function serviceLinks(options: ServiceLinksOptions = {}): Plugin {
  const { country = 'US' } = options;
  if (!/^[A-Z]{2}$/.test(country))
    throw new SetupError(`country has to be a code of two letters like US, not “${country}”.`);
  return {
    name: 'source-links',
    setup: ({ sources, clock }) => {
      const removals = linkSources(options, clock).map((source) => sources.add(source));
      return () => {
        for (const remove of removals) remove();
      };
    },
  };
}

/** The sources of the plugin, for bots that put them together themselves. @throws SetupError for credentials with nothing in them */
export function linkSources(options: ServiceLinksOptions, clock: Clock): readonly LinkSource[] {
  const { fetch = globalThis.fetch, country = 'US', spotify, tidal, appleMusicToken } = options;
  const addresses = { ...ADDRESSES, ...options.addresses };
  const source = (name: string, service: (client: ServiceClient) => Service) => {
    const client = new ServiceClient({ source: name, fetch, clock });
    return new LinkSource(service(client), client);
  };
  return [
    source(SPOTIFY, (client) => new Spotify({ client, addresses: addresses.spotify, credentials: spotify })),
    source(
      APPLE_MUSIC,
      (client) => new AppleMusic({ client, addresses: addresses.appleMusic, developerToken: appleMusicToken }),
    ),
    source(DEEZER, (client) => new Deezer({ client, address: addresses.deezer })),
    source(TIDAL, (client) => new Tidal({ client, addresses: addresses.tidal, credentials: tidal, country })),
  ];
}
