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
import { sayOfWay } from './way-texts.js';

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

/** Renewals in a row that bring nothing. A live stream without a token is cut off every half minute: those that bring sound are not counted. */
const MOST_RENEWALS = 3;
/** A second of sound, about. */
const WORTH_BYTES = 4 * 1024;

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
  let address = options.first;
  let renewals = 0;
  let heardBytes = 0;
  let refusal: unknown;
  const renew = async (failure: unknown) => {
    if (heardBytes >= WORTH_BYTES) renewals = 0;
    heardBytes = 0;
    renewals += 1;
    // Segments of a live stream that are refused would be passed over for ever.
    if (renewals > MOST_RENEWALS) throw brokenOff(failure);
    const next = await options.renew(address.visitorData).catch((error: unknown) => {
      refusal = error;
      // A segment that cannot be had is passed over; what YouTube says of the stream is not.
      throw brokenOff(error);
    });
    if (next === undefined) return undefined;
    address = next;
    return load(next.url, transfer, signal);
  };
  try {
    for await (const chunk of hlsBytes({ stream, first, transfer, signal, renew })) {
      heardBytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (refusal !== undefined) throw refusal;
    // Refused to us now; opened anew it may be had again.
    throw error instanceof TrackUnavailableError ? brokenOff(error) : error;
  }
}

async function load(url: URL, transfer: Transfer, signal: AbortSignal): Promise<HlsStream> {
  try {
    return await loadHls(url, transfer, signal);
  } catch (error) {
    throw error instanceof TrackUnavailableError ? new AddressFault('refused', sayOfWay('live-refused')) : error;
  }
}
