import {
  type Clock,
  type Resolution,
  retryAfterMs,
  SourceUnavailableError,
  TonearmError,
  TrackUnavailableError,
} from '@tonearm/core';
import { say } from './texts/texts.js';

/** What asks the web: `fetch`, or a test's stand-in for it. */
export type Fetch = (url: string, options: FetchOptions) => Promise<Response>;

export interface FetchOptions {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Nobody follows a redirect but we ourselves, and only to where we would have gone. */
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface ServiceClientParts {
  /** Name of the source that asks. */
  readonly source: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** What is asked. */
export interface Question {
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Far more than any answer that we ask for. */
const MOST_BYTES = 6_000_000;
const MOST_REDIRECTS = 3;
/** Some pages show nothing to who does not say what they read with. */
const USER_AGENT = 'Mozilla/5.0 (compatible; Tonearm; +https://www.npmjs.com/package/@tonearm/source-links)';

/** Asks one service, and puts what goes wrong into words. Nothing there is an answer, `undefined`. */
export class ServiceClient {
  readonly #parts: ServiceClientParts;

  constructor(parts: ServiceClientParts) {
    this.#parts = parts;
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  /** @throws SourceUnavailableError, TrackUnavailableError */
  async json(question: Question): Promise<unknown> {
    const text = await this.text({ ...question, headers: { accept: 'application/json', ...question.headers } });
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw this.unreadable(cause);
    }
  }

  /** Redirects are followed on the same host alone. @throws SourceUnavailableError, TrackUnavailableError */
  async text(question: Question): Promise<string | undefined> {
    let { url } = question;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await this.#ask({ ...question, url });
      const target = redirectOf(response, url);
      if (!target) return await this.#read(response, question.signal);
      await response.body?.cancel().catch(() => {});
      if (target.origin !== url.origin) throw this.unreadable(`It leads to ${target.host}.`);
      url = target;
    }
    throw this.unreadable('It redirects without an end.');
  }

  /** Where an address leads, without going there; else the page that it shows. */
  async peek(question: Question): Promise<URL | string | undefined> {
    const response = await this.#ask(question);
    const target = redirectOf(response, question.url);
    if (!target) return await this.#read(response, question.signal);
    await response.body?.cancel().catch(() => {});
    return target;
  }

  /** What an answer says of the music: nothing there is empty, and what cannot be read an error. @throws SourceUnavailableError */
  async understand<T>(
    answer: T | undefined,
    how: (answer: T) => Resolution | undefined | Promise<Resolution | undefined>,
  ): Promise<Resolution> {
    if (answer === undefined) return { kind: 'empty' };
    const resolution = await how(answer);
    if (!resolution) throw this.unreadable();
    return resolution;
  }

  /** An answer in no shape that we know: the service has changed, or something stands before it. */
  unreadable(cause?: unknown): SourceUnavailableError {
    const { source } = this.#parts;
    return new SourceUnavailableError(source, say('unreadable', { service: source }), { cause });
  }

  async #ask({ url, signal, headers, form }: Question): Promise<Response> {
    try {
      return await this.#parts.fetch(url.href, {
        method: form ? 'POST' : 'GET',
        headers: {
          'user-agent': USER_AGENT,
          'accept-language': 'en',
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
        ...(form && { body: new URLSearchParams(form).toString() }),
        redirect: 'manual',
        signal,
      });
    } catch (cause) {
      throw this.#failed(cause, signal);
    }
  }

  async #read(response: Response, signal: AbortSignal): Promise<string | undefined> {
    const { source } = this.#parts;
    if (response.status !== 200) {
      await response.body?.cancel().catch(() => {});
      if (response.status === 404 || response.status === 410) return undefined;
      throw this.#refusal(response);
    }
    const parts: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const part of response.body ?? []) {
        bytes += part.length;
        if (bytes > MOST_BYTES) throw new SourceUnavailableError(source, say('too-large', { service: source }));
        parts.push(part);
      }
    } catch (cause) {
      throw this.#failed(cause, signal);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  #refusal({ status, headers }: Response): TonearmError {
    const { source, clock } = this.#parts;
    const said = { service: source, status };
    if (status === 429 || status === 408 || status === 425 || status >= 500) {
      const waitMs = retryAfterMs(headers.get('retry-after') ?? undefined, clock);
      const words = status === 429 ? say('ask-less', { service: source }) : say('not-well', said);
      return new SourceUnavailableError(source, words, { ...(waitMs !== undefined && { retryAfterMs: waitMs }) });
    }
    return new HttpRefusal(source, status);
  }

  /** An abort keeps its reason. */
  #failed(cause: unknown, signal: AbortSignal): unknown {
    if (cause instanceof TonearmError) return cause;
    const { source } = this.#parts;
    return signal.aborted
      ? signal.reason
      : new SourceUnavailableError(source, say('unreachable', { service: source }), { cause });
  }
}

/** The service answered that we may not read it. */
export class HttpRefusal extends TrackUnavailableError {
  constructor(
    source: string,
    readonly status: number,
  ) {
    super(source, say('refused', { service: source, status: String(status) }));
  }
}

function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
  if (status < 300 || status > 399) return undefined;
  const target = URL.parse(headers.get('location') ?? '', from.href);
  return target?.protocol === 'https:' || target?.protocol === from.protocol ? target : undefined;
}
