// The plugin
export {
  ADDRESSES,
  linkSources,
  type ServiceAddresses,
  serviceLinks,
  type ServiceLinksOptions,
} from './service-links.js';

// Its parts, for bots that put them together themselves
export type { ClientCredentials } from './client-token.js';
export { LinkSource } from './link-source.js';
export type { Asking, Service, ServiceLink, ShortLink } from './service.js';
export {
  type Fetch,
  type FetchOptions,
  type Question,
  ServiceClient,
  type ServiceClientParts,
} from './service-client.js';
export type { AppleMusicAddresses } from './services/apple-music.js';
export type { SpotifyAddresses } from './services/spotify.js';
export type { TidalAddresses } from './services/tidal.js';
