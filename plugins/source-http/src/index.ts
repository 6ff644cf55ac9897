// The plugin
export { DEFAULT_LIMITS, type HttpLinksOptions, httpLinks } from './http-links.js';

// Its parts, for bots that put them together themselves
export { HttpSource } from './http-source.js';
export {
  type FindAddresses,
  type LinkAnswer,
  LinkClient,
  type LinkClientParts,
  type LinkLimits,
} from './link-client.js';
export type { LinkParts } from './opened-link.js';
export { checkAllowed, type Forbidden, NetworkPolicy } from './network-policy.js';
export { PodcastSource } from './podcast-source.js';
