import { SourceUnavailableError, TonearmError, type Track } from '@tonearm/core';
import { describeVideo } from './describe-video.js';
import type { HeardAnswers } from './streams/heard-answers.js';
import type { Metadata } from './metadata/metadata.js';
import { say } from './metadata/metadata-texts.js';
import { SOURCE_NAME } from './source-name.js';
import { type Playability, readPlayability } from './streams/playability.js';
import type { StreamClient } from './streams/stream-client.js';
import { BotCheckError, UnplayableVideoError } from './streams/stream-errors.js';
import type { Visitors } from './streams/visitors.js';

/** Whether YouTube takes this machine for a robot; then nothing is to be asked. */
export interface SuspicionGate {
  /** @throws BotCheckError while nothing is to be asked */
  check(): void;
  /** YouTube has said so. The error is to be thrown. */
  raise(says: string): BotCheckError;
  /** YouTube has answered as it should. */
  settle(): void;
}

export interface VideoLookupParts {
  readonly metadata: Pick<Metadata, 'player' | 'freshVisitor'>;
  /** As whom to ask, in this order; those that need a PO token are left out. */
  readonly clients: readonly StreamClient[];
  readonly suspicion: SuspicionGate;
  /** Whom what was told is kept for: who opens the video next, as the same visitor. */
  readonly opener?: Opener;
}

export interface Opener {
  readonly visitors: Pick<Visitors, 'current'>;
  readonly heard: Pick<HeardAnswers, 'keep'>;
}

/** Asks the player what a video is, client by client, until one tells it, or says what every other would say. */
export class ClientVideoLookup {
  readonly #metadata: VideoLookupParts['metadata'];
  readonly #clients: readonly StreamClient[];
  readonly #suspicion: SuspicionGate;
  readonly #opener: Opener | undefined;

  constructor({ metadata, clients, suspicion, opener }: VideoLookupParts) {
    this.#metadata = metadata;
    this.#opener = opener;
    const free = clients.filter(({ needsPoToken }) => needsPoToken !== true);
    this.#clients = free.length > 0 ? free : clients;
    this.#suspicion = suspicion;
  }

  /** @throws UnplayableVideoError, BotCheckError, SourceUnavailableError */
  async describe(videoId: string, signal: AbortSignal): Promise<Track> {
    let failure: TonearmError | undefined;
    for (const client of this.#clients) {
      try {
        this.#suspicion.check();
        return await this.#ask(videoId, client, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TonearmError) || isFinal(error)) throw error;
        // What is said of the video tells more than what is said of a client.
        failure = failure instanceof UnplayableVideoError ? failure : error;
      }
    }
    throw failure ?? new SourceUnavailableError(SOURCE_NAME, say('not-told'));
  }

  async #ask(videoId: string, client: StreamClient, signal: AbortSignal): Promise<Track> {
    const { endpoint, ...as } = client;
    const request = { videoId, client: as, endpoint };
    const asker = await this.#opener?.visitors.current(signal);
    this.#suspicion.check();
    let answer = await this.#metadata.player({ ...request, ...(asker && { visitorData: asker }) }, signal);
    let told = readPlayability(answer);
    const isAsker = asker !== undefined && told.kind === 'playable';
    if (told.kind === 'reload') {
      const visitorData = await this.#metadata.freshVisitor(signal);
      answer = await this.#metadata.player({ ...request, visitorData }, signal);
      told = readPlayability(answer);
    }
    if (told.kind === 'playable') this.#suspicion.settle();
    const track = told.kind === 'playable' ? describeVideo(videoId, answer) : undefined;
    if (track && isAsker) this.#opener?.heard.keep({ videoId, client: client.name, visitorData: asker }, answer);
    if (track) return track;
    throw this.#refusal(client.name, told);
  }

  #refusal(client: string, told: Playability): TonearmError {
    const cause = new Error(`${client}: ${told.kind === 'playable' ? 'neither title nor length' : told.says}`);
    switch (told.kind) {
      case 'unplayable':
        return new UnplayableVideoError(told.why, told.final, { cause, startsAtMs: told.startsAtMs });
      case 'bot-check':
        return this.#suspicion.raise(told.says);
      case 'reload':
      case 'refused':
      case 'playable':
        return new SourceUnavailableError(SOURCE_NAME, say('not-told'), { cause });
    }
  }
}

/** No other client would be told anything else. */
function isFinal(error: TonearmError): boolean {
  return error instanceof BotCheckError || (error instanceof UnplayableVideoError && error.isFinal);
}
