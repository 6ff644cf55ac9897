import { type Clock, type Logger, raceSignal, SharedWork, startDeadline } from '@tonearm/core';
import type { PlayerAnswers } from './player-answers.js';

/** Gives a proof of origin that belongs to a video and a visitor. */
export type PoTokenProvider = (videoId: string, visitorData: string) => Promise<string>;

/** Who asks. */
export interface Visitor {
  /** `undefined` where YouTube has not given one: then the asker's own is used. */
  readonly visitorData?: string;
  readonly poToken?: string;
}

export interface VisitorsParts {
  readonly answers: PlayerAnswers;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The one to begin with; asked for when it is needed otherwise. */
  readonly visitorData?: string | undefined;
  readonly poToken?: PoTokenProvider | undefined;
}

const FRESH_MS = 8_000;
const TOKEN_MS = 8_000;
/** Where YouTube gives no identity, it is not waited for again for so long: videos are told of without one, too. */
const REST_MS = 60_000;

/** The visitor that YouTube takes us for: one for all, until it is worn out. */
export class Visitors {
  readonly #parts: VisitorsParts;
  /** One question for all who wait for it. */
  readonly #question = new SharedWork((signal) => this.#ask(signal));
  #known: string | undefined;
  #restUntilMs = 0;

  constructor(parts: VisitorsParts) {
    this.#parts = parts;
    this.#known = parts.visitorData;
  }

  /** Who we are now, without a proof; `undefined` where YouTube gives no identity. */
  current(signal: AbortSignal): Promise<string | undefined> {
    return this.#identity(undefined, signal);
  }

  /**
   * Who asks for a video now.
   * @param worn an identity that is of no use any more; it is replaced, once for all who say so
   */
  async for(videoId: string, worn: string | undefined, signal: AbortSignal): Promise<Visitor> {
    const visitorData = await this.#identity(worn, signal);
    if (visitorData === undefined) return {};
    const poToken = await this.#token(videoId, visitorData, signal);
    return { visitorData, ...(poToken !== undefined && { poToken }) };
  }

  async #identity(worn: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const known = this.#known;
    if (known !== undefined && known !== worn) return known;
    const isResting = known === undefined && this.#parts.clock.monotonic() < this.#restUntilMs;
    if (worn === undefined && isResting) return undefined;
    try {
      return await this.#question.join(signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#parts.logger.info('YouTube gives no new visitor identity', { error });
      if (worn !== undefined) throw error;
      this.#restUntilMs = this.#parts.clock.monotonic() + REST_MS;
      return undefined;
    }
  }

  async #ask(signal: AbortSignal): Promise<string> {
    const { answers, clock } = this.#parts;
    const before = this.#known;
    // Whoever comes meanwhile waits for the new one.
    this.#known = undefined;
    const deadline = startDeadline(clock, FRESH_MS, 'A new visitor identity', signal);
    try {
      this.#known = await raceSignal(answers.freshVisitor(deadline.signal), deadline.signal);
      return this.#known;
    } catch (error) {
      this.#known ??= before;
      throw error;
    } finally {
      deadline.release();
    }
  }

  /** Without one YouTube may still answer. */
  async #token(videoId: string, visitorData: string, signal: AbortSignal): Promise<string | undefined> {
    const { poToken, clock, logger } = this.#parts;
    if (poToken === undefined) return undefined;
    const deadline = startDeadline(clock, TOKEN_MS, 'A PO token', signal);
    try {
      return await raceSignal(poToken(videoId, visitorData), deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      logger.warn('The provider of PO tokens gives none', { error });
      return undefined;
    } finally {
      deadline.release();
    }
  }
}
