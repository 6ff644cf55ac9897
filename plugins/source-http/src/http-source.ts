import {
  type Artwork,
  type AudioSource,
  type AudioStream,
  type Identified,
  type OpenContext,
  pictureType,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  type Track,
} from '@tonearm/core';
import { canonicalLink, startOf } from './canonical-link.js';
import { coverAt, describeLink } from './describe-link.js';
import { HostCircuits } from './host-circuits.js';
import { HTTP } from './link-errors.js';
import { hostOf } from './network-policy.js';
import { openTrack } from './open-track.js';
import type { LinkParts } from './opened-link.js';

/** Discord takes larger ones; nobody sees the difference. */
const MOST_PICTURE_BYTES = 8 * 1024 * 1024;

/** Plays what is at the end of a link: files, radio, HLS, playlists, podcasts. Takes every link that no other source knows. Ids are links. */
export class HttpSource implements AudioSource {
  readonly name = HTTP;
  readonly takesAnyLink = true;
  readonly #parts: LinkParts;
  readonly #circuits: HostCircuits;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#circuits = new HostCircuits(parts.clock);
  }

  identify(query: Query): Identified | undefined {
    if (query.kind !== 'url') return undefined;
    const startMs = startOf(query.url);
    const reference: Reference = { source: HTTP, kind: 'track', id: canonicalLink(query.url) };
    return { reference, ...(startMs !== undefined && { startMs }) };
  }

  async resolve({ id }: Reference, context: SourceContext): Promise<Resolution> {
    return this.ask(new URL(id), context.signal, () => describeLink(id, this.#parts, context));
  }

  async open(track: Track, context: OpenContext): Promise<AudioStream> {
    return this.ask(new URL(track.id), context.attemptSignal, () => openTrack(track, this.#parts, context));
  }

  async artwork(artworkId: string, { signal }: SourceContext): Promise<Artwork | undefined> {
    const id = Buffer.from(artworkId, 'base64url').toString('utf8');
    if (!URL.canParse(id)) return undefined;
    const bytes = await this.ask(new URL(id), signal, () => coverAt(id, this.#parts, signal));
    const contentType = bytes && pictureType(bytes);
    return bytes && contentType !== undefined && bytes.length <= MOST_PICTURE_BYTES
      ? { bytes, contentType }
      : undefined;
  }

  /** Asks whoever answers at a link for something. @throws CircuitOpenError while that host is failing */
  async ask<T>(url: URL, signal: AbortSignal, operation: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    return this.#circuits.run(hostOf(url), signal, operation);
  }
}
