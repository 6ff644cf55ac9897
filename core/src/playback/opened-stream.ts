import type { OpusPacket } from '../audio/opus-packet.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { StandIn } from '../sources/stand-ins.js';

/** A track whose first packet has arrived. Whoever holds it either pumps it to its end or closes it. */
export interface OpenedStream {
  /** Where its first packet lies in the track, in milliseconds. */
  readonly positionMs: number;
  /** How much of the track passes while one second sounds, in seconds. */
  readonly speed: number;
  /** When the address behind it stops answering, in Unix milliseconds. */
  readonly expiresAtMs?: number;
  /** Where in the track before it, in milliseconds, it begins, with the end of that one in its own beginning. */
  readonly fadesInAtMs?: number;
  /** What it is really of, where that is not the track that was asked for, and why; `null` when its own source has no sound. */
  readonly standIn?: StandIn & { readonly because: TonearmError | null };
  /** As of the stream behind it: what it says is on. */
  onTitle?(listener: (title: string) => void): () => void;
  /** Opus packets of 20 ms, the first one included. */
  readonly packets: AsyncIterator<OpusPacket, void>;
  /** Frees the source, its child processes and sockets. Calling it again does nothing. */
  close(): void;
}
