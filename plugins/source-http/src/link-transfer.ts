import {
  type BodyReading,
  bodyBytes,
  type FailureOptions,
  type FetchedPart,
  type FetchOptions,
  heldBytes,
  type SenderFault,
  type SourceUnavailableError,
  type Transfer,
  validatorIn,
} from '@tonearm/core';
import type { Readable } from 'node:stream';
import { icyInterval, icySound } from './icy-titles.js';
import type { LinkAnswer } from './link-client.js';
import { HTTP, hostFails, networkError } from './link-errors.js';
import { hostOf } from './network-policy.js';
import type { LinkParts } from './opened-link.js';

/** Bytes by a {@link LinkClient}: whatever is fetched this way, a segment or a key, is checked as the link itself was. */
export class LinkTransfer implements Transfer {
  readonly source = HTTP;
  readonly clock: Transfer['clock'];
  readonly listBytes: number;
  readonly #parts: LinkParts;
  readonly #onTitle: (title: string) => void;

  /** @param onTitle hears what a radio station says is on */
  constructor(parts: LinkParts, onTitle: (title: string) => void = () => {}) {
    this.clock = parts.clock;
    this.listBytes = parts.client.limits.listBytes;
    this.#parts = parts;
    this.#onTitle = onTitle;
  }

  nameOf(url: URL): string {
    return hostOf(url);
  }

  fails(url: URL, fault: SenderFault, options?: FailureOptions): SourceUnavailableError {
    return hostFails(hostOf(url), fault, options);
  }

  async fetch(url: URL, options: FetchOptions): Promise<FetchedPart> {
    return this.partOf(await this.#parts.client.get(url, options));
  }

  /** An answer as the bytes it brings, without the titles that a station puts between them. */
  partOf(answer: LinkAnswer): FetchedPart {
    const { url, status, headers, body, encoded } = answer;
    const header = (name: string) => {
      const value = headers[name];
      return typeof value === 'string' ? value : value?.[0];
    };
    const interval = icyInterval(header('icy-metaint'));
    const bytes = this.#read(body, hostOf(url));
    const validator = validatorIn(header);
    return {
      url,
      ...(encoded ? { from: 0, length: null, totalBytes: null } : heldBytes(status, header)),
      ...(validator !== undefined && { validator }),
      bytes: interval === undefined ? bytes : icySound(bytes, interval, this.#onTitle),
      close: () => void body.destroy(),
    };
  }

  #read(body: Readable, host: string): AsyncGenerator<Buffer> {
    const { client, clock } = this.#parts;
    const reading: BodyReading = {
      clock,
      silenceMs: client.limits.silenceMs,
      silent: () => hostFails(host, 'silent'),
      failed: (error) => networkError(host, error),
    };
    return bodyBytes(body, reading);
  }
}
