import {
  type Clock,
  type Logger,
  raceSignal,
  SourceUnavailableError,
  startDeadline,
  type Transfer,
} from '@tonearm/core';
import { AddressFault } from './address-fault.js';
import type { ClientCircuits } from './client-circuits.js';
import { isSameFile } from './formats.js';
import { type Address, type OpenedAddress, pieceFrom } from './healed-bytes.js';
import { openFlowingPart } from './sound-part.js';
import { BotCheckError, brokenOff, clientFails, UnplayableVideoError } from './stream-errors.js';
import type { Way } from './way.js';
import { sayOfWay } from './way-texts.js';

export interface HealingParts {
  /** All that are there, in order. */
  readonly ways: readonly Way[];
  readonly circuits: ClientCircuits;
  readonly transfer: Transfer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pieceBytes: number;
}

/** One more way to try: with the identity that we have, or a new one. */
interface Plan {
  readonly way: Way;
  readonly identity: 'same' | 'new';
}

/** What brought a second of sound was worth it: everything may be tried anew. */
const WORTH_BYTES = 16 * 1024;
/** How long one healing may take, in milliseconds: after it, the session's own recovery is the better cure. */
const HEALING_MS = 20_000;
const PAUSE_MS = 100;
/** Longer than this a server that is busy is not waited for. */
const LONGEST_PAUSE_MS = 1_000;

/**
 * Finds the rest of a file that stops in the middle: at the same address once, when the connection has failed; then at a new one for
 * a new visitor; then by the other ways. Belongs to one stream.
 */
export class Healing {
  readonly #videoId: string;
  readonly #parts: HealingParts;
  readonly #signal: AbortSignal;
  readonly #tried = new Set<string>();
  #lastAt = 0;

  constructor(videoId: string, parts: HealingParts, signal: AbortSignal) {
    this.#videoId = videoId;
    this.#parts = parts;
    this.#signal = signal;
  }

  /** @throws SourceUnavailableError when no way has this very file: opened anew at its position, it may be another */
  async heal(broken: Address, fromByte: number, failure: SourceUnavailableError): Promise<OpenedAddress> {
    const { clock, logger, circuits } = this.#parts;
    if (fromByte - this.#lastAt >= WORTH_BYTES) this.#tried.clear();
    this.#lastAt = fromByte;
    circuits.remember(broken.way.name, failure);
    const startedMs = clock.monotonic();
    const deadline = startDeadline(clock, HEALING_MS, 'Finding the rest of a video', this.#signal);
    try {
      const healed = await this.#search(broken, fromByte, failure, deadline.signal);
      const facts = { videoId: this.#videoId, fromByte, client: healed.address.way.name };
      logger.info('A stream of YouTube goes on', { ...facts, tookMs: Math.round(clock.monotonic() - startedMs) });
      return healed;
    } catch (error) {
      this.#signal.throwIfAborted();
      throw deadline.signal.aborted ? brokenOff(failure) : error;
    } finally {
      deadline.release();
    }
  }

  async #search(
    broken: Address,
    fromByte: number,
    failure: SourceUnavailableError,
    signal: AbortSignal,
  ): Promise<OpenedAddress> {
    let last = failure;
    try {
      const again = await this.#sameAddress(broken, fromByte, failure, signal);
      if (again) return again;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof SourceUnavailableError)) throw error;
      last = error;
    }
    let why: unknown = last;
    let suspected: BotCheckError | undefined;
    for (const plan of this.#plans(broken, last)) {
      // A bot check holds for all but those who ask with an account.
      if (suspected && !plan.way.isSignedIn) continue;
      this.#tried.add(nameOf(plan));
      try {
        const attempt = () => this.#reopen(plan, broken, fromByte, signal);
        return await this.#parts.circuits.run(plan.way.name, signal, attempt);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UnplayableVideoError && error.isFinal) throw error;
        if (error instanceof BotCheckError) suspected = error;
        why = error;
      }
    }
    if (suspected) throw suspected;
    throw brokenOff(why, failure.retryAfterMs ?? undefined);
  }

  /** A connection may break for no reason of the address's: it is asked once more. */
  async #sameAddress(
    broken: Address,
    fromByte: number,
    failure: SourceUnavailableError,
    signal: AbortSignal,
  ): Promise<OpenedAddress | undefined> {
    const pauseMs = failure.retryAfterMs ?? PAUSE_MS;
    const isOver = failure instanceof AddressFault || pauseMs > LONGEST_PAUSE_MS;
    if (isOver || this.#tried.has(SAME_ADDRESS)) return undefined;
    this.#tried.add(SAME_ADDRESS);
    await this.#parts.clock.sleep(pauseMs, signal);
    return { address: broken, part: await this.#open(broken, fromByte) };
  }

  /** Those that have not been tried since the stream last went on. */
  #plans({ way }: Address, failure: SourceUnavailableError): readonly Plan[] {
    const others = this.#parts.ways.filter((other) => other.name !== way.name);
    const isExpired = failure instanceof AddressFault && failure.kind === 'expired';
    const plans: readonly Plan[] = [
      ...(isExpired || !way.hasIdentity ? [{ way, identity: 'same' } as const] : []),
      ...(way.hasIdentity ? [{ way, identity: 'new' } as const] : []),
      ...others.map((other) => ({ way: other, identity: 'same' }) as const),
    ];
    return plans.filter((plan) => !this.#tried.has(nameOf(plan)));
  }

  async #reopen(plan: Plan, broken: Address, fromByte: number, signal: AbortSignal): Promise<OpenedAddress> {
    const worn = plan.identity === 'new' ? broken.visitorData : undefined;
    const offered = await raceSignal(plan.way.offer(this.#videoId, worn, signal), signal);
    const same = offered.formats.find((format) => isSameFile(format, broken.format));
    if (same === undefined) throw clientFails(plan.way.name, sayOfWay('other-file-there'));
    const { visitorData } = offered;
    const format = { ...same, totalBytes: broken.format.totalBytes ?? same.totalBytes };
    const address = { way: plan.way, format, ...(visitorData !== undefined && { visitorData }) };
    return { address, part: await this.#open(address, fromByte) };
  }

  #open({ format }: Address, fromByte: number) {
    const { transfer, pieceBytes } = this.#parts;
    // It lives as long as the stream, not as the healing.
    return openFlowingPart(format, pieceFrom(fromByte, pieceBytes), transfer, this.#signal);
  }
}

const SAME_ADDRESS = 'the same address';

function nameOf({ way, identity }: Plan): string {
  return `${way.name}, ${identity} identity`;
}
