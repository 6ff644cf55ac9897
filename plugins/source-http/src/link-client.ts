import { lookup as systemLookup } from 'node:dns/promises';
import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type ByteRange, type Clock, type FetchOptions, startDeadline, phrase } from '@tonearm/core';
import { requestIcy, saysIcy } from './icy-response.js';
import { badAnswer, ForbiddenAddress, forbidden, hostFails, networkError, notForUs } from './link-errors.js';
import { hostOf, type NetworkPolicy } from './network-policy.js';
import { say } from './texts.js';

/** How long and how far a link is followed. */
export interface LinkLimits {
  /** Most redirects in a row. */
  readonly redirects: number;
  /** How long all of them may take until an answer begins, in milliseconds. */
  readonly answerMs: number;
  /** How long an answer may be silent, in milliseconds. */
  readonly silenceMs: number;
  /** The largest file, and the most of a stream whose length nobody tells and that is no radio, in bytes. */
  readonly fileBytes: number;
  /** The longest playlist or feed, in bytes. */
  readonly listBytes: number;
}

/** Addresses of a name, as the system's resolver gives them. */
export type FindAddresses = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface LinkClientParts {
  readonly policy: NetworkPolicy;
  readonly limits: LinkLimits;
  readonly clock: Clock;
  /** The system's own by default. */
  readonly findAddresses?: FindAddresses;
}

/** What a server sends. Whoever asked for it destroys `body`, which frees the connection. */
export interface LinkAnswer {
  /** Where the redirects have led to. */
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Without its content encoding. */
  readonly body: Readable;
  /** Whether it came encoded: then lengths and ranges are not those of what one reads. */
  readonly encoded: boolean;
}

const MAX_HEADER_BYTES = 32 * 1024;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Follows links of strangers. Each one, and each redirect, is checked against the policy; a name is looked up once, all its
 * addresses are checked, and the connection goes to those and no others.
 */
export class LinkClient {
  readonly #parts: LinkClientParts;

  constructor(parts: LinkClientParts) {
    this.#parts = parts;
  }

  get limits(): LinkLimits {
    return this.#parts.limits;
  }

  /**
   * Opens a link; the answer is one of success.
   * @throws TrackUnavailableError for what is forbidden or not there, SourceUnavailableError for what may work later
   */
  async get(link: URL, { signal, range }: FetchOptions): Promise<LinkAnswer> {
    const { clock, limits } = this.#parts;
    const deadline = startDeadline(clock, limits.answerMs, hostOf(link), signal);
    let host = hostOf(link);
    try {
      let url = link;
      for (let hop = 0; hop <= limits.redirects; hop++) {
        host = hostOf(url);
        this.#check(url);
        const response = await this.#request(url, range, { opening: deadline.signal, life: signal });
        const status = response.statusCode ?? 0;
        const to = REDIRECTS.has(status) ? response.headers.location : undefined;
        if (to === undefined) return this.#accept(url, response);
        response.destroy();
        url = redirected(url, to);
      }
      throw notForUs(phrase('sender.endless', { name: hostOf(link) }));
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.signal.aborted) throw hostFails(host, 'no-answer', { cause: error });
      throw networkError(host, error);
    } finally {
      deadline.release();
    }
  }

  #check(url: URL): void {
    const why = this.#parts.policy.check(url);
    if (why !== undefined) throw forbidden(why);
  }

  async #request(
    url: URL,
    range: ByteRange | undefined,
    signals: { readonly opening: AbortSignal; readonly life: AbortSignal },
  ): Promise<IncomingMessage> {
    const options: RequestOptions = {
      agent: false,
      headers: headersFor(range),
      lookup: this.#pinned(),
      maxHeaderSize: MAX_HEADER_BYTES,
    };
    try {
      const request = (url.protocol === 'https:' ? https : http).request(url, options);
      return await answerTo(request, signals, (address) => this.#parts.policy.allows(address, hostOf(url)));
    } catch (error) {
      if (!saysIcy(error)) throw error;
      return requestIcy(url, { headers: headersFor(range), lookup: this.#pinned(), ...signals });
    }
  }

  /** Looks a name up once, and gives all addresses or, when one of them is forbidden, none. */
  #pinned(): LookupFunction {
    const { policy, findAddresses = (host: string) => systemLookup(host, { all: true }) } = this.#parts;
    return (host, options, done) => {
      const give = (found: Awaited<ReturnType<FindAddresses>>) => {
        const [first] = found;
        const name = hostOf({ hostname: host });
        const refused = first === undefined || !found.every(({ address }) => policy.allows(address, name));
        if (refused) return done(new ForbiddenAddress('It leads inside.'), '');
        if (options.all) return done(null, [...found]);
        done(null, first.address, first.family);
      };
      findAddresses(host).then(give, (error: NodeJS.ErrnoException) => done(error, ''));
    };
  }

  #accept(url: URL, response: IncomingMessage): LinkAnswer {
    const { statusCode: status = 0, headers } = response;
    if (status < 200 || status > 299 || status === 204) {
      response.destroy();
      throw badAnswer(url, status, headers['retry-after'], this.#parts.clock);
    }
    const decoder = DECODERS[headers['content-encoding']?.trim().toLowerCase() ?? ''];
    if (decoder === undefined) return { url, status, headers, body: response, encoded: false };
    // A failure of either ends both, and whoever reads meets it.
    return { url, status, headers, body: pipeline(response, decoder(), () => {}), encoded: true };
  }
}

/** The first answer; the request and what it brings end with the signals. */
function answerTo(
  request: ClientRequest,
  { opening, life }: { readonly opening: AbortSignal; readonly life: AbortSignal },
  allows: (address: string) => boolean,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const asError = (reason: unknown) => (reason instanceof Error ? reason : new Error('Nobody waits any more.'));
    const stop = (reason: unknown) => {
      answer?.destroy(asError(reason));
      request.destroy(asError(reason));
    };
    const giveUp = () => stop(opening.reason);
    const end = () => stop(life.reason);
    opening.addEventListener('abort', giveUp, { once: true });
    life.addEventListener('abort', end, { once: true });
    request.once('close', () => life.removeEventListener('abort', end));
    request.once('socket', (socket) =>
      // The lookup has seen to it; what slips past it is not talked to.
      socket.once('connect', () => {
        const { remoteAddress = '' } = socket;
        if (isIP(remoteAddress) !== 0 && !allows(remoteAddress))
          request.destroy(new ForbiddenAddress('It leads inside.'));
      }),
    );
    request.once('response', (response) => {
      opening.removeEventListener('abort', giveUp);
      answer = response;
      // It may fail before anyone reads; who reads meets the error again.
      response.on('error', () => {});
      resolve(response);
    });
    request.on('error', (error) => {
      opening.removeEventListener('abort', giveUp);
      reject(error);
    });
    if (opening.aborted) giveUp();
    request.end();
  });
}

function headersFor(range: ByteRange | undefined): Readonly<Record<string, string>> {
  return {
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    'User-Agent': 'Tonearm (music bot)',
    'Icy-MetaData': '1',
    ...(range && { Range: `bytes=${range.from}-${range.to ?? ''}` }),
    ...(range?.ifRange !== undefined && { 'If-Range': range.ifRange }),
  };
}

function redirected(from: URL, location: string): URL {
  const to = URL.parse(location, from);
  if (to === null) throw notForUs(say('bad-redirect', { name: hostOf(from) }));
  return to;
}
