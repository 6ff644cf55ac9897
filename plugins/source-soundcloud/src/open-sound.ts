import {
  type AudioStream,
  expectRest,
  type FetchedPart,
  fetchNear,
  fetchRest,
  type FoundBytes,
  hlsBytes,
  type HlsStream,
  hlsStart,
  loadHls,
  type OpenContext,
  type NearPart,
  openReadable,
  readHead,
  resumedBytes,
  soundFrom,
  SourceUnavailableError,
  type Track,
  TrackUnavailableError,
  type Transfer,
} from '@tonearm/core';
import type { SoundCloudApi } from './api.js';
import { garbled, gone, RefusedAnswer, UnplayableTrackError } from './errors.js';
import { expiryOf } from './expiry.js';
import { beginsOgg, oggFront } from './ogg-front.js';
import { trackPlace } from './place.js';
import { type Offer, offerOf, type Transcoding } from './transcodings.js';

export interface OpenSoundParts {
  readonly api: SoundCloudApi;
  /** Brings the sound itself. */
  readonly media: Transfer;
}

/** The sound of a track once it is wanted, and what it is. */
interface Sound extends FoundBytes {
  readonly format: AudioStream['format'];
  readonly positionMs: number;
  readonly expiresAtMs?: number;
}

/** An hour of MP3 is 60 MB; there are sets of DJs that last a day. */
const MOST_BYTES = 4_000_000_000;
/** They tell where in the rest a position is. */
const HEAD_BYTES = 64 * 1024;

/**
 * Opens the sound of a track: each way in which SoundCloud hands it out is tried in turn, by addresses that are asked for now. Sound in
 * pieces begins at the piece with the position, MP3 in one near it, other sound in one at its start.
 * @throws TonearmError that says why it cannot be heard
 */
export async function openSound(track: Track, parts: OpenSoundParts, context: OpenContext): Promise<AudioStream> {
  const { found, readable } = await openReadable((life) => new Opening(track, parts, context, life).find(), context);
  const { format, positionMs, expiresAtMs } = found;
  return { readable, format, positionMs, ...(expiresAtMs !== undefined && { expiresAtMs }) };
}

class Opening {
  readonly #track: Track;
  readonly #parts: OpenSoundParts;
  readonly #positionMs: number;
  readonly #life: AbortSignal;

  constructor(track: Track, parts: OpenSoundParts, { positionMs }: OpenContext, life: AbortSignal) {
    this.#track = track;
    this.#parts = parts;
    this.#positionMs = positionMs;
    this.#life = life;
  }

  async find(): Promise<Sound> {
    const offer = await this.#offer();
    let busy: SourceUnavailableError | undefined;
    for (const transcoding of offer.transcodings) {
      try {
        const sound = await this.#open(transcoding);
        if (sound) return sound;
      } catch (error) {
        this.#life.throwIfAborted();
        // Another way would be asked of the same, who has enough of us.
        if (error instanceof SourceUnavailableError && error.retryAfterMs !== null) throw error;
        if (error instanceof SourceUnavailableError) busy ??= error;
        else if (!(error instanceof TrackUnavailableError)) throw error;
      }
    }
    if (busy) throw busy;
    throw new UnplayableTrackError(offer.protectedToo ? 'protected' : 'no-sound', offer.title);
  }

  async #offer(): Promise<Offer> {
    const place = trackPlace(this.#track.id);
    if (place?.kind !== 'track') throw gone();
    const raw = await this.#parts.api.find('tracks', place.where, place.token, this.#life);
    if (raw === undefined) throw gone();
    return offerOf(raw, place.token, this.#positionMs);
  }

  /** @returns `undefined` when it is not handed out this way */
  async #open(transcoding: Transcoding): Promise<Sound | undefined> {
    const read = (address: URL) =>
      transcoding.protocol === 'hls' ? this.#pieces(transcoding, address) : this.#whole(transcoding, address);
    const address = await this.#address(transcoding);
    if (address === undefined) return undefined;
    try {
      return await read(address);
    } catch (error) {
      if (!(error instanceof RefusedAnswer)) throw error;
      // It has expired on the way, or was no good: a new one, once.
      const again = await this.#address(transcoding);
      return again && read(again);
    }
  }

  #address(transcoding: Transcoding): Promise<URL | undefined> {
    return this.#parts.api.streamAddress(transcoding, this.#life);
  }

  /** The same way of hearing it at an address of now; the track's own permission may have expired, too. */
  async #renewedAddress({ protocol, preset }: Transcoding): Promise<URL> {
    const { transcodings } = await this.#offer();
    const same = transcodings.find((one) => one.protocol === protocol && one.preset === preset);
    const address = same && (await this.#address(same));
    if (address === undefined) throw gone();
    return address;
  }

  async #whole(transcoding: Transcoding, address: URL): Promise<Sound> {
    const { media } = this.#parts;
    const near = this.#positionMs > 0 ? await this.#near(address) : undefined;
    const first = near?.part ?? (await media.fetch(address, { signal: this.#life }));
    let url = first.url;
    const bytes = (signal: AbortSignal) =>
      resumedBytes({
        transfer: media,
        first,
        reopen: async (range): Promise<FetchedPart> => {
          try {
            return await fetchRest({ ...first, url }, range, media, signal);
          } catch (error) {
            if (!(error instanceof RefusedAnswer)) throw error;
            url = await this.#renewedAddress(transcoding);
            const ifRange = first.validator;
            const wanted = { ...range, ...(ifRange !== undefined && { ifRange }) };
            return expectRest(await media.fetch(url, { signal, range: wanted }), first, range.from, media);
          }
        },
        mostBytes: MOST_BYTES,
        signal,
      });
    const about = { format: formatOf(transcoding), ...expiry(address) };
    if (near === undefined) return { ...about, positionMs: 0, bytes };
    const { start } = near;
    return { ...about, positionMs: start.positionMs, bytes: (signal) => soundFrom(start, bytes(signal)) };
  }

  /** What lies before the position is not fetched, where the first bytes tell how much that is. */
  async #near(address: URL): Promise<NearPart | undefined> {
    const { media } = this.#parts;
    const file = await media.fetch(address, { signal: this.#life, range: { from: 0, to: HEAD_BYTES - 1 } });
    const head = await readHead(file, HEAD_BYTES);
    const { durationMs } = this.#track;
    return fetchNear({ file, head, positionMs: this.#positionMs, durationMs }, media, this.#life);
  }

  async #pieces(transcoding: Transcoding, address: URL): Promise<Sound> {
    const { media: transfer } = this.#parts;
    const stream = await this.#list(address);
    const { index, fromMs } = hlsStart(stream.media, this.#positionMs);
    const renew = async (failure: unknown) =>
      failure instanceof RefusedAnswer ? this.#list(await this.#renewedAddress(transcoding)) : undefined;
    const from = (first: number, signal: AbortSignal) => hlsBytes({ stream, first, transfer, signal, renew });
    const bytes =
      transcoding.codec === 'opus' && index > 0
        ? (signal: AbortSignal) => withFront(from(0, signal), from(index, signal))
        : (signal: AbortSignal) => from(index, signal);
    return { format: formatOf(transcoding), positionMs: fromMs, bytes, ...expiry(address) };
  }

  async #list(address: URL): Promise<HlsStream> {
    const stream = await loadHls(address, this.#parts.media, this.#life);
    // There are no live streams here: what has no end is no list.
    if (!stream.media.ended || stream.media.segments.length === 0) throw garbled();
    return stream;
  }
}

/** The pieces of an Ogg stream from the middle on, behind its front, which stands in the first piece only. */
async function* withFront(all: AsyncGenerator<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await rest.next();
  if (first.done) return;
  if (!beginsOgg(first.value)) {
    const front = await oggFront(all);
    if (front) yield front;
  }
  yield first.value;
  yield* rest;
}

function formatOf({ codec }: Transcoding): AudioStream['format'] {
  return codec === 'opus' ? 'ogg/opus' : 'arbitrary';
}

function expiry(address: URL): { readonly expiresAtMs?: number } {
  const expiresAtMs = expiryOf(address);
  return expiresAtMs === undefined ? {} : { expiresAtMs };
}
