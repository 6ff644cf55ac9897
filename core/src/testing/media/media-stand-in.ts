import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, SystemClock, type Unsubscribe } from '../../runtime/clock.js';
import type { Content } from './delivery.js';
import type { MediaFault } from './media-fault.js';
import { HOST_HEADER, type MediaRequest, readMediaRequest } from './media-request.js';
import { deliveryUnder, PlacedFault } from './placed-fault.js';
import { sendDelivery } from './send-delivery.js';

/** What is answered where nothing is wrong. Text is sent as UTF-8. */
export interface MediaAnswer {
  readonly body: string | Uint8Array;
  /** 200 unless said. */
  readonly status?: number;
  /** Its Content-Type; none unless said. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes the answer out of the request: for an API. */
export type AnswerMaker = (request: MediaRequest) => MediaAnswer | Promise<MediaAnswer>;

/**
 * A server of sound, playlists and JSON on this machine, for tests: with ranges and ETags as good servers have them, and with every
 * fault a test wants, set per path. Faults set with `failNext` are used up one request at a time, those of `failAlways` last. `unfinished`
 * counts the requests that a client still waits for or reads from. Close it at the end.
 *
 * A path is `/song.webm`, on whatever host; `media.example/song.webm`, on that one; or `*`: whatever nobody else answers, and in a fault,
 * every request.
 */
export class MediaStandIn {
  readonly #server: Server;
  readonly #clock: Clock;
  readonly #answers = new Map<string, AnswerMaker>();
  readonly #next = new Map<string, PlacedFault[]>();
  readonly #lasting = new Map<string, Set<PlacedFault>>();
  readonly #unfinished = new Set<ServerResponse>();
  readonly #requests: MediaRequest[] = [];
  readonly #closing = new AbortController();
  #sentBytes = 0;

  /** Starts one on a free port. @param clock what slow and late answers wait by */
  static async listen(clock: Clock = new SystemClock()): Promise<MediaStandIn> {
    const standIn = new MediaStandIn(clock);
    standIn.#server.listen(0, '127.0.0.1');
    await once(standIn.#server, 'listening');
    return standIn;
  }

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.#server = createServer((message, response) => {
      void this.#answer(message, response);
    });
    this.#server.on('connection', (socket) => socket.on('error', () => {}));
  }

  /** Its address, without a path. */
  get base(): string {
    const { port } = this.#server.address() as AddressInfo; // It listens on a port, not on a pipe.
    return `http://127.0.0.1:${port}`;
  }

  /** Everything that was asked for, oldest first. */
  get requests(): readonly MediaRequest[] {
    return this.#requests;
  }

  /** How many requests have neither been answered to the end nor given up: each holds a socket, on both sides. */
  get unfinished(): number {
    return this.#unfinished.size;
  }

  /** How many bytes of bodies have been sent. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  url(path: string): string {
    return this.base + path;
  }

  /** From now on, this is at the path. */
  serve(path: string, answer: MediaAnswer | AnswerMaker): void {
    this.#answers.set(path, typeof answer === 'function' ? answer : () => answer);
  }

  /** The next requests for the path meet these, one each, in this order. */
  failNext(path: string, ...faults: readonly MediaFault[]): void {
    const placed = faults.map((fault) => new PlacedFault(fault, this.#clock));
    this.#next.set(path, [...(this.#next.get(path) ?? []), ...placed]);
  }

  /** Every request for the path meets it, until the function that is returned is called. */
  failAlways(path: string, fault: MediaFault): Unsubscribe {
    const placed = new PlacedFault(fault, this.#clock);
    const faults = this.#lasting.get(path) ?? new Set();
    this.#lasting.set(path, faults.add(placed));
    return () => {
      faults.delete(placed);
    };
  }

  /** Nothing is wrong any more. */
  heal(): void {
    this.#next.clear();
    this.#lasting.clear();
  }

  /**
   * A `fetch` to give to a source: every address leads here, with the name that was asked for as the request's `host`. Absolute redirects
   * lead here too.
   */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.set(HOST_HEADER, url.host);
    const led = new URL(url.pathname + url.search, this.base);
    const body = request.body === null ? null : await request.arrayBuffer();
    const { method, signal } = request;
    const response = await globalThis.fetch(led, { method, headers, signal, body, redirect: 'manual' });
    const location = response.headers.get('location');
    if (request.redirect === 'manual' || location === null || response.status < 300 || response.status > 399) {
      return response;
    }
    if (request.redirect === 'error') throw new TypeError('fetch failed');
    await response.body?.cancel();
    return this.fetch(new URL(location, url), { headers: request.headers, signal });
  };

  /** Resolves as soon as no request is unfinished any more. */
  async whenQuiet(): Promise<void> {
    while (this.#unfinished.size > 0) await once(this.#server, 'quieter');
  }

  /** Stops listening and cuts what is open. */
  async close(): Promise<void> {
    this.#closing.abort();
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    this.#unfinished.add(response);
    response.once('close', () => {
      gone.abort();
      this.#unfinished.delete(response);
      this.#server.emit('quieter');
    });
    response.shouldKeepAlive = false;
    try {
      const request = await readMediaRequest(message);
      this.#requests.push(request);
      await this.#deliver(request, response, AbortSignal.any([gone.signal, this.#closing.signal]));
    } catch {
      response.destroy(); // The client has gone, or the test's own maker threw: it sees a broken answer.
    }
  }

  async #deliver(request: MediaRequest, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const faults = this.#faultsFor(request);
    const delivery = deliveryUnder(faults, await this.#contentFor(request), request);
    const onSent = (bytes: number) => {
      this.#sentBytes += bytes;
    };
    await sendDelivery(response, delivery, { clock: this.#clock, signal, onSent });
  }

  #faultsFor(request: MediaRequest): readonly PlacedFault[] {
    const places = placesOf(request);
    const line = places
      .map((place) => this.#next.get(place))
      .find((faults) => faults !== undefined && faults.length > 0);
    const next = line?.shift();
    const lasting = places.flatMap((place) => [...(this.#lasting.get(place) ?? [])]);
    return next ? [next, ...lasting] : lasting;
  }

  async #contentFor(request: MediaRequest): Promise<Content> {
    const make = placesOf(request)
      .map((place) => this.#answers.get(place))
      .find((found) => found !== undefined);
    const { body, status = 200, type, headers = {} } = (await make?.(request)) ?? { status: 404, body: '404\n' };
    return {
      status,
      headers: { ...(type !== undefined && { 'content-type': type }), ...headers },
      body: typeof body === 'string' ? Buffer.from(body) : body,
    };
  }
}

/** Under which names a request is looked for, the closest first. */
function placesOf({ host, path }: MediaRequest): readonly string[] {
  return [`${host}${path}`, path, '*'];
}
