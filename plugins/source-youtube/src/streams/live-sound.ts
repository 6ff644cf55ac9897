import {
  type AudioStream,
  type HlsStream,
  hlsBytes,
  hlsStart,
  loadHls,
  TrackUnavailableError,
  type Transfer,
} from '@tonearm/core';
import { AddressFault } from './address-fault.js';
import { expiryOf } from './formats.js';
import { brokenOff } from './stream-errors.js';

/** The bytes of a video's sound once they are wanted, and what they are. */
export type FoundSound = Omit<AudioStream, 'readable'> & { bytes(): AsyncGenerator<Buffer> };

/** Where a live stream's playlist lies, and whom it was given to. */
export interface LiveAddress {
  readonly url: URL;
  readonly visitorData: string | undefined;
}

export interface LiveSoundOptions {
  readonly first: LiveAddress;
  readonly positionMs: number;
  readonly transfer: Transfer;
  readonly signal: AbortSignal;
  /** The address anew, for a visitor that is not the worn one. */
  renew(worn: string | undefined): Promise<LiveAddress | undefined>;
}

/** Renewals in a row that bring nothing. A live stream without a token is cut off every half minute: those that bring some are not counted. */
const MOST_RENEWALS = 3;
const WORTH_MS = 5_000;

/**
 * The sound of a live stream from its last moments on, and of one that is over from the segment with the position. Where YouTube
 * stops answering, it goes on at the same segment for another visitor.
 * @throws AddressFault, SourceUnavailableError
 */
export async function openLive(options: LiveSoundOptions): Promise<FoundSound> {
  const { first, positionMs, transfer, signal } = options;
  const stream = await load(first.url, transfer, signal);
  const { index, fromMs } = hlsStart(stream.media, positionMs);
  const expiresAtMs = stream.media.ended ? expiryOf(first.url) : null;
  return {
    format: 'arbitrary',
    positionMs: fromMs,
    ...(expiresAtMs !== null && { expiresAtMs }),
    bytes: () => followed(stream, index, options),
  };
}

async function* followed(stream: HlsStream, first: number, options: LiveSoundOptions): AsyncGenerator<Buffer> {
  const { transfer, signal } = options;
  const { clock } = transfer;
  let address = options.first;
  let renewals = 0;
  let renewedMs = clock.monotonic();
  const renew = async (failure: unknown) => {
    if (clock.monotonic() - renewedMs > WORTH_MS) renewals = 0;
    renewedMs = clock.monotonic();
    renewals += 1;
    // Segments of a live stream that are refused would be passed over for ever.
    if (renewals > MOST_RENEWALS) throw brokenOff(failure);
    const next = await options.renew(address.visitorData);
    if (next === undefined) return undefined;
    address = next;
    return load(next.url, transfer, signal);
  };
  try {
    yield* hlsBytes({ stream, first, transfer, signal, renew });
  } catch (error) {
    signal.throwIfAborted();
    // Refused to us now; opened anew it may be had again.
    throw error instanceof TrackUnavailableError ? brokenOff(error) : error;
  }
}

async function load(url: URL, transfer: Transfer, signal: AbortSignal): Promise<HlsStream> {
  try {
    return await loadHls(url, transfer, signal);
  } catch (error) {
    throw error instanceof TrackUnavailableError ? new AddressFault('refused', 'does not give us this stream.') : error;
  }
}
