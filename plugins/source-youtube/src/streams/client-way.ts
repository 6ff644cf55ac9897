import { type Clock, raceSignal, startDeadline, TonearmError } from '@tonearm/core';
import { readOffer } from './formats.js';
import { type Playability, readPlayability } from './playability.js';
import type { HeardAnswers } from './heard-answers.js';
import type { PlayerAnswers } from './player-answers.js';
import type { StreamClient } from './stream-client.js';
import { clientFails, UnplayableVideoError } from './stream-errors.js';
import type { Suspicion } from './suspicion.js';
import type { Visitor, Visitors } from './visitors.js';
import type { Offered, Way } from './way.js';
import { sayOfWay } from './way-texts.js';

export interface ClientWayParts {
  readonly answers: PlayerAnswers;
  readonly visitors: Visitors;
  readonly suspicion: Suspicion;
  readonly clock: Clock;
  /** What a lookup was told a moment ago. */
  readonly heard?: HeardAnswers | undefined;
}

const ANSWER_MS = 10_000;

/** Asks for the sound as one of YouTube's own clients. */
export class ClientWay implements Way {
  readonly hasIdentity = true;
  readonly isSignedIn = false;
  readonly #client: StreamClient;
  readonly #parts: ClientWayParts;

  constructor(client: StreamClient, parts: ClientWayParts) {
    this.#client = client;
    this.#parts = parts;
  }

  get name(): string {
    return this.#client.name;
  }

  async offer(videoId: string, worn: string | undefined, signal: AbortSignal): Promise<Offered> {
    const first = await this.#ask(videoId, worn, signal);
    if (first.told.kind !== 'reload') return this.#read(first);
    // As somebody else, and once only.
    const second = await this.#ask(videoId, first.visitor.visitorData, signal);
    return this.#read(second);
  }

  async #ask(videoId: string, worn: string | undefined, signal: AbortSignal): Promise<Asked> {
    const { answers, visitors, clock, suspicion } = this.#parts;
    suspicion.check();
    const visitor = await visitors.for(videoId, worn, signal);
    suspicion.check();
    const heard = worn === undefined ? this.#heard(videoId, visitor) : undefined;
    if (heard !== undefined) return { answer: heard, visitor, told: readPlayability(heard) };
    const deadline = startDeadline(clock, ANSWER_MS, this.name, signal);
    try {
      const question = { videoId, client: this.#client, endpoint: this.#client.endpoint, ...visitor };
      const answer = await raceSignal(answers.player(question, deadline.signal), deadline.signal);
      return { answer, visitor, told: readPlayability(answer) };
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.signal.aborted) throw clientFails(this.name, sayOfWay('no-answer-in-time'), { cause: error });
      throw error instanceof TonearmError ? error : clientFails(this.name, sayOfWay('no-answer'), { cause: error });
    } finally {
      deadline.release();
    }
  }

  /** What this visitor has been told already; with a proof, one is told more. */
  #heard(videoId: string, { visitorData, poToken }: Visitor): unknown {
    if (visitorData === undefined || poToken !== undefined) return undefined;
    return this.#parts.heard?.take({ videoId, client: this.name, visitorData });
  }

  #read({ answer, visitor, told }: Asked): Offered {
    switch (told.kind) {
      case 'playable':
        this.#parts.suspicion.settle();
        return this.#offered(answer, visitor);
      case 'unplayable':
        throw new UnplayableVideoError(told.why, told.final, {
          cause: new Error(told.says),
          startsAtMs: told.startsAtMs,
        });
      case 'bot-check':
        throw this.#parts.suspicion.raise(told.says);
      case 'reload':
      case 'refused':
        throw clientFails(this.name, told.says);
    }
  }

  #offered(answer: unknown, { visitorData, poToken }: Visitor): Offered {
    const offer = readOffer(answer);
    const { itags } = this.#client;
    const formats = offer.formats.filter(({ itag }) => itags?.includes(itag) ?? true);
    if (formats.length === 0 && offer.hlsUrl === null) {
      const { withoutUrl: count } = offer;
      throw clientFails(this.name, count > 0 ? sayOfWay('hidden-sounds', { count }) : sayOfWay('no-sound-in-answer'));
    }
    return {
      ...offer,
      formats: formats.map((format) => ({ ...format, url: withToken(format.url, poToken) })),
      hlsUrl: offer.hlsUrl && withTokenInPath(offer.hlsUrl, poToken),
      ...(visitorData !== undefined && { visitorData }),
    };
  }
}

interface Asked {
  readonly answer: unknown;
  readonly visitor: Visitor;
  readonly told: Playability;
}

function withToken(url: URL, poToken: string | undefined): URL {
  if (poToken === undefined) return url;
  const signed = new URL(url);
  signed.searchParams.set('pot', poToken);
  return signed;
}

/** Addresses of HLS have their parameters in the path. */
function withTokenInPath(url: URL, poToken: string | undefined): URL {
  if (poToken === undefined) return url;
  const signed = new URL(url);
  signed.pathname = `${signed.pathname.replace(/\/$/, '')}/pot/${encodeURIComponent(poToken)}`;
  return signed;
}
