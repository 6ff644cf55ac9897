import { phrase } from '../texts/phrase.js';
import { UndecodableError } from '../errors/source-errors.js';
import { FRAME_MS, FRAME_SAMPLES, type OpusPacket } from './opus-packet.js';

/** Keeps the packets of one track on the 20 ms raster: drops those before the start, refuses those that do not fit. */
export class PacketTimeline {
  #toDrop: number;
  #misfit = false;
  #empty = true;

  readonly #mayBeEmpty: boolean;

  /**
   * @param skipMs how much of what comes first is dropped, to the nearest packet
   * @param mayBeEmpty whether it may turn out that nothing comes: the position asked for was the end
   */
  constructor(skipMs: number, mayBeEmpty = false) {
    this.#mayBeEmpty = mayBeEmpty;
    this.#toDrop = Math.max(0, Math.round(skipMs / FRAME_MS));
  }

  /** The packets to play. @throws UndecodableError when a packet of other length has others after it. */
  take(packets: readonly OpusPacket[]): OpusPacket[] {
    return packets.filter((packet) => {
      if (this.#misfit) throw new UndecodableError(phrase('undecodable.packets'));
      this.#misfit = packet.samples !== FRAME_SAMPLES;
      if (this.#misfit) return false;
      this.#empty = false;
      return this.#toDrop-- <= 0;
    });
  }

  /** @throws UndecodableError when there was no sound at all. */
  end(): void {
    if (this.#empty && !this.#mayBeEmpty) throw new UndecodableError(phrase('undecodable.no-sound'));
  }
}
