import { type Plugin, SetupError } from '@tonearm/core';
import { HttpSource } from './http-source.js';
import { type FindAddresses, LinkClient, type LinkLimits } from './link-client.js';
import { NetworkPolicy } from './network-policy.js';
import { PodcastSource } from './podcast-source.js';

/** Where links may lead, and how far they are followed. */
export interface HttpLinksOptions {
  /**
   * Host names, addresses and networks that may be reached although they lie inside: `nas.local`, `192.168.1.20`,
   * `192.168.1.0/24`. Whoever may use the bot can then reach them through it.
   */
  readonly allow?: readonly string[];
  readonly limits?: Partial<LinkLimits>;
  /** Another resolver of names than the system's. */
  readonly findAddresses?: FindAddresses;
}

export const DEFAULT_LIMITS: LinkLimits = {
  redirects: 5,
  answerMs: 10_000,
  silenceMs: 8_000,
  fileBytes: 2_000_000_000,
  listBytes: 16_000_000,
};

/**
 * The plugin that plays links, as the source `http`, and finds episodes, as `podcast`. It takes every link that no other
 * source knows.
 * @throws SetupError for options that make no sense
 */
export function httpLinks({ allow = [], limits: given = {}, findAddresses }: HttpLinksOptions = {}): Plugin {
  const limits = { ...DEFAULT_LIMITS, ...given };
  for (const [name, value] of Object.entries(limits)) {
    if (!(name in DEFAULT_LIMITS)) throw new SetupError(`limits.${name} is not known.`);
    const least = name === 'redirects' ? 0 : 1;
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new SetupError(`limits.${name} has to be a whole number of at least ${least}, not ${String(value)}.`);
  }
  const policy = new NetworkPolicy(allow);
  return {
    name: 'source-http',
    setup: ({ sources, clock }) => {
      const client = new LinkClient({ policy, limits, clock, ...(findAddresses && { findAddresses }) });
      const http = new HttpSource({ client, clock });
      const removals = [sources.add(http), sources.add(new PodcastSource(http, { client, clock }))];
      return () => {
        for (const remove of removals) remove();
      };
    },
  };
}
