import type { Clock, Logger, Transfer } from '@tonearm/core';
import { AddressFault } from './address-fault.js';
import type { ClientCircuits } from './client-circuits.js';
import { expiryOf, type SoundFormat, worthTrying } from './formats.js';
import { healedBytes } from './healed-bytes.js';
import { Healing } from './healing.js';
import { type FoundSound, openLive } from './live-sound.js';
import { openSound } from './open-sound.js';
import { clientFails, formatFails } from './stream-errors.js';
import type { Offered, Way } from './way.js';
import { sayOfWay } from './way-texts.js';

export interface WayOpenerParts {
  /** All that are there, in order: a stream that stops may go on by another. */
  readonly ways: readonly Way[];
  readonly circuits: ClientCircuits;
  readonly transfer: Transfer;
  readonly liveTransfer: Transfer;
  readonly pieceBytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is to be opened, and by which way. */
export interface WantedSound {
  readonly way: Way;
  readonly videoId: string;
  readonly positionMs: number;
  /** The life of the stream. */
  readonly signal: AbortSignal;
}

/** Opens the sound of a video by one way. */
export class WayOpener {
  readonly #parts: WayOpenerParts;

  constructor(parts: WayOpenerParts) {
    this.#parts = parts;
  }

  /**
   * Having an address does not mean that it can be listened to. Who is refused may be let in as somebody else, which comes before a
   * sound that is not as good; then the other formats are tried.
   * @throws UnplayableVideoError, BotCheckError, SourceUnavailableError
   */
  async open(wanted: WantedSound): Promise<FoundSound> {
    const { way, videoId, signal } = wanted;
    const offered = await way.offer(videoId, undefined, signal);
    if (!way.hasIdentity) return this.#openAny(offered, wanted);
    try {
      return await this.#openBest(offered, wanted);
    } catch (error) {
      if (!(error instanceof AddressFault)) throw error;
      signal.throwIfAborted();
      this.#parts.circuits.remember(way.name, error);
      return this.#openAny(await way.offer(videoId, offered.visitorData, signal), wanted);
    }
  }

  #openBest(offered: Offered, wanted: WantedSound): Promise<FoundSound> {
    const [best] = offered.live ? [] : offered.formats;
    return best === undefined ? this.#openLive(offered, wanted) : this.#openFormat(best, offered, wanted);
  }

  async #openAny(offered: Offered, wanted: WantedSound): Promise<FoundSound> {
    try {
      return await this.#openBest(offered, wanted);
    } catch (error) {
      const others = offered.live || !(error instanceof AddressFault) ? [] : worthTrying(offered.formats).slice(1);
      for (const format of others) {
        const opened = await this.#openAfterFault(format, offered, wanted);
        if (opened) return opened;
      }
      throw error;
    }
  }

  /** `undefined` when its address is of no use either. */
  async #openAfterFault(format: SoundFormat, offered: Offered, wanted: WantedSound): Promise<FoundSound | undefined> {
    const { way, signal } = wanted;
    signal.throwIfAborted();
    try {
      return await this.#openFormat(format, offered, wanted);
    } catch (error) {
      if (!(error instanceof AddressFault)) throw error;
      this.#parts.circuits.remember(way.name, formatFails(format.itag, error));
      return undefined;
    }
  }

  async #openFormat(
    format: SoundFormat,
    { visitorData }: Offered,
    { way, videoId, positionMs, signal }: WantedSound,
  ): Promise<FoundSound> {
    const { ways, circuits, transfer, pieceBytes, clock, logger } = this.#parts;
    const parts = { transfer, pieceBytes };
    const { introduction, part, positionMs: startsAtMs } = await openSound(format, positionMs, parts, signal);
    const address = { way, format, ...(visitorData !== undefined && { visitorData }) };
    const healing = new Healing(videoId, { ...parts, ways, circuits, clock, logger }, signal);
    const heal: Healing['heal'] = (...broken) => healing.heal(...broken);
    const expiresAtMs = expiryOf(format.url);
    return {
      format: format.format,
      positionMs: startsAtMs,
      ...(expiresAtMs !== null && { expiresAtMs }),
      async *bytes() {
        if (introduction.length > 0) yield introduction;
        yield* healedBytes({ opened: { address, part }, ...parts, signal, heal });
      },
    };
  }

  #openLive({ hlsUrl, visitorData }: Offered, { way, videoId, positionMs, signal }: WantedSound): Promise<FoundSound> {
    const { circuits, liveTransfer } = this.#parts;
    if (hlsUrl === null) throw clientFails(way.name, sayOfWay('no-live-address'));
    const renew = async (worn: string | undefined) => {
      const next = await circuits.run(way.name, signal, () => way.offer(videoId, worn, signal));
      return next.hlsUrl === null ? undefined : { url: next.hlsUrl, visitorData: next.visitorData };
    };
    return openLive({ first: { url: hlsUrl, visitorData }, positionMs, transfer: liveTransfer, signal, renew });
  }
}
