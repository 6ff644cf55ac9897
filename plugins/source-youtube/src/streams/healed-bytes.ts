import { type FetchedPart, SourceUnavailableError, type Transfer } from '@tonearm/core';
import type { SoundFormat } from './formats.js';
import { openPart } from './sound-part.js';
import type { Way } from './way.js';

/** Where the sound of a video lies just now, and who told us. */
export interface Address {
  readonly way: Way;
  readonly format: SoundFormat;
  /** Whom it was given to. */
  readonly visitorData?: string;
}

/** An address with a part of it open. */
export interface OpenedAddress {
  readonly address: Address;
  readonly part: FetchedPart;
}

export interface HealedBytesOptions {
  /** What is open already, and read first. */
  readonly opened: OpenedAddress;
  readonly transfer: Transfer;
  /** How much is asked for at once. */
  readonly pieceBytes: number;
  readonly signal: AbortSignal;
  /**
   * Opens the same file again from that byte on, wherever it still can be had.
   * @throws TonearmError when it can be had nowhere
   */
  heal(broken: Address, fromByte: number, failure: SourceUnavailableError): Promise<OpenedAddress>;
}

/** The bytes of a file from where it was opened to its end, in pieces; from wherever they can be had. */
export async function* healedBytes(options: HealedBytesOptions): AsyncGenerator<Buffer> {
  const { transfer, pieceBytes, signal } = options;
  let { address, part } = options.opened;
  let at = part.from;
  for (;;) {
    try {
      for await (const chunk of part.bytes) {
        at += chunk.length;
        yield chunk;
      }
      const totalBytes = address.format.totalBytes ?? part.totalBytes;
      // Kept, so that another address has to be as long.
      address = { ...address, format: { ...address.format, totalBytes } };
      if (at >= (totalBytes ?? 0)) return;
      // An answer with nothing in it would be asked for again and again.
      if (at === part.from || at < part.from + (part.length ?? 0)) throw transfer.fails(part.url, 'broken-off');
      part = await openPart(address.format, pieceFrom(at, pieceBytes), transfer, signal);
    } catch (error) {
      part.close();
      signal.throwIfAborted();
      if (!(error instanceof SourceUnavailableError)) throw error;
      ({ address, part } = await options.heal(address, at, error));
    }
  }
}

export function pieceFrom(from: number, pieceBytes: number): { readonly from: number; readonly to: number } {
  return { from, to: from + pieceBytes - 1 };
}
