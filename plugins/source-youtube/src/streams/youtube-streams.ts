import {
  asTonearmError,
  type AudioStream,
  Children,
  type CircuitBreaker,
  type CircuitReport,
  CircuitOpenError,
  type Clock,
  type Fetch,
  type Logger,
  type OpenContext,
  openReadable,
  SetupError,
  type Track,
  type Wording,
} from '@tonearm/core';
import { SOURCE_NAME } from '../source-name.js';
import { ClientCircuits, type ClientReport } from './client-circuits.js';
import { ClientWay } from './client-way.js';
import type { HeardAnswers } from './heard-answers.js';
import type { FoundSound } from './live-sound.js';
import { fileTransfer, liveTransfer } from './media-transfer.js';
import type { PlayerAnswers } from './player-answers.js';
import { checkClients, DEFAULT_CLIENTS, type StreamClient } from './stream-client.js';
import type { YtDlp } from './find-yt-dlp.js';
import type { YtDlpOptions } from './run-yt-dlp.js';
import { noWay, UnplayableVideoError } from './stream-errors.js';
import { Suspicion } from './suspicion.js';
import { type PoTokenProvider, Visitors } from './visitors.js';
import type { Way } from './way.js';
import { WayOpener } from './way-opener.js';
import { sayOfWay } from './way-texts.js';
import { YtDlpWay } from './yt-dlp-way.js';

export interface YouTubeStreamsParts {
  readonly answers: PlayerAnswers;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What media is fetched with; the global one by default. A proxy goes in here. */
  readonly fetch?: Fetch;
  /** As whom videos are asked for, in this order; {@link DEFAULT_CLIENTS} by default. */
  readonly clients?: readonly StreamClient[];
  readonly poToken?: PoTokenProvider;
  /** The visitor to begin as. */
  readonly visitorData?: string;
  /** Makes the circuit of one client. */
  readonly breaker?: (client: string) => CircuitBreaker;
  /** Shared with whoever else asks YouTube from here; one of its own by default. */
  readonly suspicion?: Suspicion;
  /** Shared with whoever else asks as a visitor; of its own by default. */
  readonly visitors?: Visitors;
  /** What a lookup was told a moment ago. */
  readonly heard?: HeardAnswers;
  /** Starts and counts yt-dlps; of its own, without a limit, by default. */
  readonly children?: Children;
  /** How much is asked for at once: a megabyte is a minute of sound. */
  readonly pieceBytes?: number;
}

/** YouTube slows down whoever asks for more in one piece. */
const MOST_PIECE_BYTES = 10 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/**
 * The sound of YouTube's videos. Each way to it is tried in order; a stream that stops in the middle goes on at the next byte, for
 * another visitor or by another way, and nobody hears it.
 */
export class YouTubeStreams {
  readonly #parts: YouTubeStreamsParts;
  readonly #circuits: ClientCircuits;
  readonly #suspicion: Suspicion;
  readonly #ways: Way[] = [];
  readonly #opener: WayOpener;

  /** @throws SetupError for options that make no sense */
  constructor(parts: YouTubeStreamsParts) {
    const { clock, logger, answers, fetch, heard, visitorData, poToken, clients = DEFAULT_CLIENTS } = parts;
    const { pieceBytes = PIECE_BYTES } = parts;
    checkClients(clients);
    this.#parts = parts;
    if (!Number.isSafeInteger(pieceBytes) || pieceBytes < 1 || pieceBytes > MOST_PIECE_BYTES)
      throw new SetupError(`pieceBytes has to be a whole number from 1 to ${MOST_PIECE_BYTES}.`);
    this.#suspicion = parts.suspicion ?? new Suspicion(clock, logger);
    const visitors = parts.visitors ?? new Visitors({ answers, clock, logger, visitorData, poToken });
    const usable = clients.filter(({ needsPoToken = false }) => !needsPoToken || poToken !== undefined);
    this.#circuits = new ClientCircuits(parts);
    this.#opener = new WayOpener({
      ...{ ways: this.#ways, circuits: this.#circuits, pieceBytes, clock, logger },
      transfer: fileTransfer(clock, fetch),
      liveTransfer: liveTransfer(clock, fetch),
    });
    for (const client of usable)
      this.#add(new ClientWay(client, { answers, visitors, suspicion: this.#suspicion, clock, heard }));
  }

  /** From now on, a yt-dlp is asked when no client has the sound. */
  useYtDlp(program: YtDlp, options: YtDlpOptions = {}): void {
    const { clock, children = new Children() } = this.#parts;
    this.#add(new YtDlpWay({ program, options, suspicion: this.#suspicion, clock, children }));
  }

  /** How each way is, in the order in which they are tried. */
  reports(): readonly ClientReport[] {
    return this.#circuits.reports();
  }

  /** The same as the core reports circuits: under the source's name and the client's. */
  circuits(): readonly CircuitReport[] {
    return this.reports().map(({ client, status, nextTryAtMs, failures: [last] }) => ({
      source: `${SOURCE_NAME}: ${client}`,
      status,
      nextTryAtMs,
      reason: status === 'closed' ? null : (last?.words ?? null),
    }));
  }

  /**
   * Opens the sound of a track, near the position asked for.
   * @throws UnplayableVideoError, BotCheckError, SourceUnavailableError
   */
  async open(track: Track, context: OpenContext): Promise<AudioStream> {
    const { found, readable } = await openReadable((life) => this.#find(track, context.positionMs, life), context);
    const { format, positionMs, expiresAtMs } = found;
    return { readable, format, positionMs, ...(expiresAtMs !== undefined && { expiresAtMs }) };
  }

  #add(way: Way): void {
    this.#ways.push(way);
    this.#circuits.add(way.name);
  }

  async #find(track: Track, positionMs: number, signal: AbortSignal): Promise<FoundSound> {
    const failures: Failure[] = [];
    const { id: videoId } = track;
    for (const way of this.#ways) {
      // A bot check holds for all that come from this address.
      if (this.#suspicion.isOn && !way.isSignedIn) continue;
      try {
        return await this.#circuits.run(way.name, signal, () =>
          this.#opener.open({ way, videoId, positionMs, signal }),
        );
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UnplayableVideoError && error.isFinal) throw error;
        failures.push({ way: way.name, error });
      }
    }
    this.#suspicion.check();
    throw verdictOf(failures, this.#parts.clock);
  }
}

interface Failure {
  readonly way: string;
  readonly error: unknown;
}

/** What is said when no way has led to sound. What YouTube says of the video counts for more than the troubles of one way. */
function verdictOf(failures: readonly Failure[], clock: Clock): Error {
  const unplayable = failures.map(({ error }) => error).find((error) => error instanceof UnplayableVideoError);
  if (unplayable) return unplayable;
  const reasons = failures
    .map(({ way, error }) => reasonOf(way, error))
    .reduce<Wording>((first, next) => (first === '' ? next : sayOfWay('and-also', { first, next })), '');
  const waits = failures.map(({ error }) => waitOf(error, clock)).filter((wait) => wait !== undefined);
  const errors = new AggregateError(failures.map(({ error }) => error));
  return noWay(reasons, { cause: errors, ...(waits.length > 0 && { retryAfterMs: Math.min(...waits) }) });
}

function reasonOf(way: string, error: unknown): Wording {
  if (error instanceof CircuitOpenError) return sayOfWay('way', { way, why: sayOfWay('failed-too-often') });
  const { wording, message } = asTonearmError(error);
  return message.startsWith(`${way}: `) ? wording : sayOfWay('way', { way, why: wording });
}

function waitOf(error: unknown, clock: Clock): number | undefined {
  if (error instanceof CircuitOpenError) return Math.max(0, error.nextTryAtMs - clock.now());
  const wait = error instanceof Error && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof wait === 'number' ? wait : undefined;
}
