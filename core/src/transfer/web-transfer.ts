import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { SourceUnavailableError, TrackUnavailableError } from '../errors/source-errors.js';
import { TonearmError } from '../errors/tonearm-error.js';
import type { Phrase } from '../model/phrase.js';
import { phrase } from '../texts/phrase.js';
import { startDeadline } from '../runtime/abort.js';
import type { Clock } from '../runtime/clock.js';
import { bodyBytes } from './body-bytes.js';
import { heldBytes, retryAfterMs, validatorIn } from './file-headers.js';
import type { ByteRange, FailureOptions, FetchedPart, FetchOptions, SenderFault, Transfer } from './transfer.js';

/** As the global `fetch`; a test gives one that leads to a stand-in. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** What a source fetches with that only goes to addresses of its own service. */
export interface WebTransferOptions {
  /** Name of the source, as it stands in errors. */
  readonly source: string;
  /** What listeners know the service as: `SoundCloud`. */
  readonly name: string;
  readonly clock: Clock;
  /** The global one by default. */
  readonly fetch?: Fetch;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Which addresses may be gone to; by default all of http(s). Addresses come out of answers, and an answer may have been
   * tampered with.
   */
  allows?(url: URL): boolean;
  /** How long an answer may take to begin, in milliseconds. */
  readonly answerMs?: number;
  /** How long an answer may be silent while more is asked for, in milliseconds. */
  readonly silenceMs?: number;
  /** The longest playlist that is read, in bytes. */
  readonly listBytes?: number;
  /** The error that an answer without success means to this source; `undefined` for what it usually means. */
  refusal?(status: number, url: URL): TonearmError | undefined;
}

/** Redirects in a row. */
const MOST_REDIRECTS = 5;
const ANSWER_MS = 10_000;
const SILENCE_MS = 8_000;
const LIST_BYTES = 4_000_000;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Bytes by `fetch`, for sources of one service. It is no guard against links of strangers: it does not look where a name leads
 * to.
 */
export function webTransfer(options: WebTransferOptions): Transfer {
  return new WebTransfer(options);
}

class WebTransfer implements Transfer {
  readonly source: string;
  readonly clock: Clock;
  readonly listBytes: number;
  readonly #options: WebTransferOptions;

  constructor(options: WebTransferOptions) {
    this.source = options.source;
    this.clock = options.clock;
    this.listBytes = options.listBytes ?? LIST_BYTES;
    this.#options = options;
  }

  nameOf(): string {
    return this.#options.name;
  }

  fails(_url: URL, fault: SenderFault, options: FailureOptions = {}): SourceUnavailableError {
    const { source, name } = this.#options;
    return new SourceUnavailableError(source, phrase(`sender.${fault}`, { name }), options);
  }

  async fetch(url: URL, { signal, range }: FetchOptions): Promise<FetchedPart> {
    const life = new AbortController();
    const end = () => life.abort(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    const close = () => {
      signal.removeEventListener('abort', end);
      life.abort(CLOSED);
    };
    try {
      const { response, at } = await this.#answer(url, headersFor(range, this.#options.headers), life);
      return this.#part(response, at, close);
    } catch (error) {
      close();
      signal.throwIfAborted();
      throw this.#failure(url, error);
    }
  }

  /** The first answer that leads nowhere else; its body lives as long as `life`. */
  async #answer(url: URL, headers: Readonly<Record<string, string>>, life: AbortController) {
    const { clock, name, fetch = globalThis.fetch, answerMs = ANSWER_MS, allows } = this.#options;
    const deadline = startDeadline(clock, answerMs, name, life.signal);
    const giveUp = () => life.abort(this.fails(url, 'no-answer', { cause: deadline.signal.reason }));
    deadline.signal.addEventListener('abort', giveUp, { once: true });
    try {
      let at = url;
      for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
        if (!/^https?:$/.test(at.protocol) || allows?.(at) === false) {
          throw this.#refused(phrase('sender.foreign-address', { name }));
        }
        const response = await fetch(at, { headers, redirect: 'manual', signal: life.signal });
        const to = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
        if (to === null) return { response, at };
        await response.body?.cancel();
        at = URL.parse(to, at) ?? at;
      }
      throw this.#refused(phrase('sender.endless', { name }));
    } finally {
      deadline.signal.removeEventListener('abort', giveUp);
      deadline.release();
    }
  }

  #part(response: Response, url: URL, close: () => void): FetchedPart {
    const { status, body } = response;
    const header = (name: string) => response.headers.get(name) ?? undefined;
    if (!response.ok || body === null) throw this.#badAnswer(status, url, header('retry-after'));
    const encoded = (header('content-encoding') ?? 'identity') !== 'identity';
    const validator = validatorIn(header);
    // The same class under two names: the global one, and Node's own.
    const readable = Readable.fromWeb(body as ReadableStream);
    // It may fail before anyone reads; who reads meets the error again.
    readable.on('error', () => {});
    return {
      url,
      ...(encoded ? { from: 0, length: null, totalBytes: null } : heldBytes(status, header)),
      ...(validator !== undefined && { validator }),
      bytes: this.#read(readable, url, close),
      close,
    };
  }

  async *#read(body: Readable, url: URL, close: () => void): AsyncGenerator<Buffer> {
    const { clock, silenceMs = SILENCE_MS } = this.#options;
    const silent = () => this.fails(url, 'silent');
    try {
      yield* bodyBytes(body, { clock, silenceMs, silent, failed: (error) => this.#failure(url, error) });
    } finally {
      close();
    }
  }

  #badAnswer(status: number, url: URL, retryAfter: string | undefined): TonearmError {
    const { clock, name, source } = this.#options;
    const own = this.#options.refusal?.(status, url);
    if (own) return own;
    if (status === 404 || status === 410) return this.#refused(phrase('sender.nothing-there', { name }));
    const isBusy = status === 408 || status === 425 || status === 429 || status >= 500;
    if (!isBusy) return this.#refused(phrase('sender.not-for-us', { name, status: String(status) }));
    const waitMs = retryAfterMs(retryAfter, clock);
    const options = waitMs === undefined ? {} : { retryAfterMs: waitMs };
    if (status === 429) return this.fails(url, 'too-often', options);
    return new SourceUnavailableError(source, phrase('sender.unwell', { name, status: String(status) }), options);
  }

  #refused(words: Phrase): TrackUnavailableError {
    return new TrackUnavailableError(this.source, words);
  }

  #failure(url: URL, error: unknown): unknown {
    return error instanceof TonearmError ? error : this.fails(url, 'unreachable', { cause: error });
  }
}

const CLOSED = new Error('Nobody reads it any more.');

function headersFor(
  range: ByteRange | undefined,
  headers: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    ...headers,
    ...(range && { Range: `bytes=${range.from}-${range.to ?? ''}` }),
    ...(range?.ifRange !== undefined && { 'If-Range': range.ifRange }),
  };
}
