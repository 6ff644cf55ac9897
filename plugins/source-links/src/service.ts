import type { Resolution } from '@tonearm/core';

/** What a link is to its service, read off the link itself. */
export interface ServiceLink {
  readonly kind: 'track' | 'album' | 'playlist' | 'artist';
  /** The service's own id: letters, digits and a little more, so that it is safe in an address. */
  readonly id: string;
}

/** A link that only its service can say more about: its address, as it may be asked. */
export interface ShortLink {
  readonly kind: 'short';
  /** Host and path, on one of the service's own hosts. */
  readonly id: string;
}

/** What comes with each question to a service. */
export interface Asking {
  readonly signal: AbortSignal;
  /** Which page of a list, as an earlier page's `next` named it. */
  readonly cursor: string | undefined;
}

/** A service whose links are read. Nothing of what was typed is ever fetched: addresses are made of ids. */
export interface Service {
  /** Of its source. */
  readonly name: string;
  /** What links mean; `undefined` for what is not this service's. Pure. */
  read(link: URL): ServiceLink | ShortLink | undefined;
  /** What stands behind `name:`, where the service has an address of that form. */
  readUri?(text: string): ServiceLink | undefined;
  /** What is found for words, best first; only where the service lets this bot search. */
  search?(words: string, signal: AbortSignal): Promise<Resolution>;
  /** What is behind a link. */
  look(link: ServiceLink, asking: Asking): Promise<Resolution>;
}
