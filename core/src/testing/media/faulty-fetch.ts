import { setImmediate as settle } from 'node:timers/promises';
import { type Clock, SystemClock, type Unsubscribe } from '../../runtime/clock.js';
import type { Content, Delivery } from './delivery.js';
import type { MediaFault } from './media-fault.js';
import type { MediaRequest } from './media-request.js';
import { deliveryUnder, hideRanges, PlacedFault } from './placed-fault.js';
import { piecesOf } from './send-delivery.js';

/** What answers where nothing is wrong: a `fetch`, or a function over fixtures. */
export type FetchLike = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` with faults, for a source that is given one: `new MySource({ fetch: network.fetch })`. No socket is needed: what is wrong with
 * an answer is done to the one that the fetch below it gives. A path is `/api/track`, or `*` for all.
 */
export class FaultyFetch {
  readonly #below: FetchLike;
  readonly #clock: Clock;
  readonly #faults = new Map<string, Set<PlacedFault>>();
  readonly #requests: MediaRequest[] = [];
  #unfinished = 0;
  #sentBytes = 0;

  /** @param below answers where nothing is wrong */
  constructor(below: FetchLike, clock: Clock = new SystemClock()) {
    this.#below = below;
    this.#clock = clock;
  }

  /** Everything that was asked for, oldest first. */
  get requests(): readonly MediaRequest[] {
    return this.#requests;
  }

  /** How many answers have neither been read to the end nor given up. */
  get unfinished(): number {
    return this.#unfinished;
  }

  /** How many bytes of bodies have been read. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Every request for the path meets it, until the function that is returned is called. */
  failAlways(path: string, fault: MediaFault): Unsubscribe {
    const placed = new PlacedFault(fault, this.#clock);
    const faults = this.#faults.get(path) ?? new Set();
    this.#faults.set(path, faults.add(placed));
    return () => {
      faults.delete(placed);
    };
  }

  /** To give to the source. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const asked = await readRequest(request);
    this.#requests.push(asked);
    this.#unfinished += 1;
    try {
      request.signal.throwIfAborted();
      return await this.#answer(asked, request);
    } catch (error) {
      this.#unfinished -= 1;
      throw error;
    }
  };

  async #answer(asked: MediaRequest, request: Request): Promise<Response> {
    const { signal } = request;
    const faults = [...(this.#faults.get(asked.path) ?? []), ...(this.#faults.get('*') ?? [])];
    const headers = new Headers(request.headers);
    if (hideRanges(faults)) headers.delete('range');
    const response = await this.#below(request.url, {
      method: request.method,
      headers,
      signal,
      body: asked.body === '' ? null : asked.body,
    });
    if (faults.length === 0) return this.#watched(response, signal);
    const delivery = deliveryUnder(faults, await contentOf(response), asked);
    if (delivery.delayMs > 0) await this.#clock.sleep(delivery.delayMs, signal);
    await beforeTheHead(delivery, signal);
    const body = this.#body(delivery, signal);
    return new Response(body, { status: delivery.status, headers: delivery.headers });
  }

  /** An answer as it is, counted until it is read or given up. */
  #watched(response: Response, signal: AbortSignal): Response {
    const { status, headers } = response;
    if (response.body === null) {
      this.#unfinished -= 1;
      return response;
    }
    return new Response(this.#stream(response.body, signal), { status, headers });
  }

  #body(delivery: Delivery, signal: AbortSignal): ReadableStream<Uint8Array> {
    return this.#stream(paced(delivery, this.#clock, signal), signal);
  }

  /** Nothing is read ahead, so what is unfinished is what nobody reads on. */
  #stream(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
    const bytes = chunks[Symbol.asyncIterator]();
    let isOpen = true;
    const finish = () => {
      if (isOpen) this.#unfinished -= 1;
      isOpen = false;
    };
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const abort = () => {
            if (isOpen) controller.error(signal.reason);
            finish();
          };
          signal.addEventListener('abort', abort, { once: true });
        },
        pull: async (controller) => {
          try {
            const { value, done } = await bytes.next();
            if (!isOpen) return;
            if (done) {
              finish();
              controller.close();
              return;
            }
            this.#sentBytes += value.length;
            controller.enqueue(value);
          } catch (error) {
            if (isOpen) controller.error(error);
            finish();
          }
        },
        cancel: async () => {
          finish();
          await bytes.return?.();
        },
      },
      { highWaterMark: 0 },
    );
  }
}

/** What `fetch` fails with when the network does. */
function networkFailure(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/** What comes instead of an answer. */
async function beforeTheHead({ cut, headers }: Delivery, signal: AbortSignal): Promise<void> {
  if (Object.values(headers).join('').length > MOST_HEADER_LENGTH) throw networkFailure('UND_ERR_HEADERS_OVERFLOW');
  if (cut?.after !== 'nothing') return;
  if (cut.how !== 'stall') throw networkFailure('ECONNRESET');
  await aborted(signal);
}

const MOST_HEADER_LENGTH = 16 * 1024;

/** The body in pieces, as it would come over a line. */
async function* paced(delivery: Delivery, clock: Clock, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (const piece of piecesOf(delivery)) {
    // A body without an end must leave others a turn, as a socket does.
    await settle();
    yield piece;
    delivery.watch?.sent(piece.length);
    if (delivery.bytesPerSecond !== null) await clock.sleep((piece.length / delivery.bytesPerSecond) * 1000, signal);
    if (delivery.watch?.isOver()) throw new TypeError('terminated');
  }
  const { cut, endless, body } = delivery;
  // What breaks off behind its end was whole.
  if (cut === null || (!endless && Number(cut.after) >= body.length)) return;
  if (cut.how === 'stall') await aborted(signal);
  throw new TypeError('terminated');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function contentOf(response: Response): Promise<Content> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

async function readRequest(request: Request): Promise<MediaRequest> {
  const { host, pathname, searchParams } = new URL(request.url);
  const range = request.headers.get('range');
  return {
    method: request.method,
    host,
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(request.headers),
    ...(range !== null && { range }),
    body: await request.clone().text(),
  };
}
