import { SetupError } from '../../errors/setup-errors.js';
import type { Clock } from '../../runtime/clock.js';
import { type Content, type Delivery, deliveryOf, refusal } from './delivery.js';
import type { IdentityPlace, MediaFault } from './media-fault.js';
import type { MediaRequest } from './media-request.js';

/** How the content is sent to who asks for it under all these faults. */
export function deliveryUnder(faults: readonly PlacedFault[], content: Content, request: MediaRequest): Delivery {
  const range = hideRanges(faults) ? undefined : request.range;
  const ifRange = request.headers['if-range'];
  const good = deliveryOf(content, range, typeof ifRange === 'string' ? ifRange : undefined);
  return faults.reduce((delivery, fault) => fault.apply(delivery, request), good);
}

/** Whether one of them makes a server overlook ranges. */
export function hideRanges(faults: readonly PlacedFault[]): boolean {
  return faults.some(({ hidesRanges }) => hidesRanges);
}

/** What an identity has had so far. */
interface Account {
  readonly sinceMs: number;
  bytes: number;
}

/** A fault in its place, with what it remembers of those it has met. */
export class PlacedFault {
  readonly #fault: MediaFault;
  readonly #clock: Clock;
  readonly #placedAtMs: number;
  readonly #accounts = new Map<string, Account>();

  /** @throws SetupError for an amount of bytes that nobody can send */
  constructor(fault: MediaFault, clock: Clock) {
    const bytes = 'afterBytes' in fault ? fault.afterBytes : undefined;
    if (bytes !== undefined && !(Number.isSafeInteger(bytes) && bytes >= 0))
      throw new SetupError(`afterBytes of “${fault.kind}” has to be a whole number of at least 0, not ${bytes}.`);
    this.#fault = fault;
    this.#clock = clock;
    this.#placedAtMs = clock.now();
  }

  /** The delivery with the fault in it; the same one where it has nothing to say. */
  apply(delivery: Delivery, request: MediaRequest): Delivery {
    const fault = this.#fault;
    switch (fault.kind) {
      case 'slow-start':
        return { ...delivery, delayMs: delivery.delayMs + fault.delayMs };
      case 'slow':
        return { ...delivery, bytesPerSecond: fault.bytesPerSecond };
      case 'status': {
        const { status, retryAfterSeconds } = fault;
        return refusal(status, retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) });
      }
      case 'wall':
        return this.#stopAtWall(fault, delivery, request);
      case 'expiry':
        return this.#isExpired(fault, request) ? refusal(403) : delivery;
      case 'hang':
        return { ...delivery, cut: { after: 'nothing', how: 'stall' } };
      case 'truncate':
        return { ...delivery, cut: { after: fault.afterBytes, how: 'close' } };
      case 'stall':
        return { ...delivery, cut: { after: fault.afterBytes, how: 'stall' } };
      case 'reset':
        return { ...delivery, cut: { after: fault.afterBytes ?? 'nothing', how: 'reset' } };
      case 'other-content':
        return otherContent(fault, delivery);
      case 'endless':
        return { ...delivery, endless: true };
      case 'big-headers':
        return { ...delivery, headers: { ...delivery.headers, 'x-padding': 'x'.repeat(fault.bytes) } };
      case 'no-ranges':
        return delivery; // The range was left out before there was a delivery.
    }
  }

  /** Whether ranges are to be overlooked. */
  get hidesRanges(): boolean {
    return this.#fault.kind === 'no-ranges';
  }

  #stopAtWall(
    { afterBytes = Number.POSITIVE_INFINITY, afterMs, identity }: Extract<MediaFault, { kind: 'wall' }>,
    delivery: Delivery,
    request: MediaRequest,
  ): Delivery {
    const account = this.#accountOf(identity, request);
    const isOver = () =>
      account.bytes >= afterBytes || (afterMs !== undefined && this.#clock.now() >= account.sinceMs + afterMs);
    if (isOver()) return refusal(403);
    const sent = (bytes: number) => {
      account.bytes += bytes;
    };
    const cut = { after: afterBytes - account.bytes, how: 'close' } as const;
    return { ...delivery, watch: { sent, isOver }, ...(cut.after < delivery.body.length && { cut }) };
  }

  #accountOf(place: IdentityPlace | undefined, { query, headers }: MediaRequest): Account {
    const name = place === undefined ? '' : 'query' in place ? query.get(place.query) : headers[place.header];
    const key = String(name);
    const account = this.#accounts.get(key) ?? { sinceMs: this.#clock.now(), bytes: 0 };
    this.#accounts.set(key, account);
    return account;
  }

  #isExpired({ afterMs }: Extract<MediaFault, { kind: 'expiry' }>, { query }: MediaRequest) {
    const nowMs = this.#clock.now();
    if (afterMs !== undefined) return nowMs >= this.#placedAtMs + afterMs;
    const untilSeconds = query.get('expire');
    return untilSeconds === null || nowMs >= Number(untilSeconds) * 1000;
  }
}

function otherContent({ type, body }: Extract<MediaFault, { kind: 'other-content' }>, delivery: Delivery): Delivery {
  if (body === undefined) return { ...delivery, headers: { ...delivery.headers, 'content-type': type } };
  // Who stands in for the file knows nothing of its parts.
  return { ...delivery, status: 200, headers: { 'content-type': type }, body: Buffer.from(body) };
}
