import { Readable } from 'node:stream';
import { TrackUnavailableError } from '../errors/source-errors.js';
import type { AudioStream } from '../model/audio-stream.js';
import type { Identified, Query, Reference } from '../model/query.js';
import type { Playlist, Resolution } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { AudioSource, OpenContext, SourceContext, Suggestion } from '../sources/audio-source.js';
import { aTrack } from './a-track.js';

/** One Opus packet of 20 ms of stereo silence; tests mark packets by what follows the first three bytes. */
const SILENT_PACKET = Uint8Array.of(0xfc, 0xff, 0xfe);

/** Something to happen instead of the next call: an error to throw, or a promise to wait for first. */
export type Trouble = { readonly error: Error } | { readonly until: Promise<unknown> };

/**
 * A source in memory. Links on `music.example` and any words are its own; tracks are those it was given, found by
 * title. Troubles are used up one call at a time.
 */
export class FakeSource implements AudioSource {
  readonly name: string;
  readonly resolved: Reference[] = [];
  readonly opened: Track[] = [];
  readonly resolveTroubles: Trouble[] = [];
  readonly openTroubles: Trouble[] = [];
  /** Every stream that was opened, in order. */
  readonly streams: Readable[] = [];
  readonly #tracks: readonly Track[];
  readonly #playlists: Readonly<Record<string, Playlist>>;

  constructor(
    options: {
      readonly name?: string;
      readonly tracks?: readonly Track[];
      readonly playlists?: Record<string, Playlist>;
    } = {},
  ) {
    this.name = options.name ?? 'fake';
    this.#tracks = options.tracks ?? [aTrack({ source: this.name })];
    this.#playlists = options.playlists ?? {};
  }

  /** Streams that were opened and not destroyed yet. */
  get openStreams(): number {
    return this.streams.filter(({ destroyed }) => !destroyed).length;
  }

  identify(query: Query): Identified | undefined {
    if (query.kind === 'search') return { reference: this.#reference('search', query.text.toLowerCase()) };
    if (query.url.hostname !== 'music.example') return undefined;
    const id = query.url.pathname.slice(1);
    const startMs = Number(query.url.searchParams.get('t') ?? 0) * 1000;
    return { reference: this.#reference(id in this.#playlists ? 'playlist' : 'track', id), startMs };
  }

  async resolve(reference: Reference, context: SourceContext): Promise<Resolution> {
    this.resolved.push(reference);
    context.report('searching', 0);
    await meet(this.resolveTroubles.shift(), context.signal);
    context.report('reading-metadata', 0.5);
    switch (reference.kind) {
      case 'search': {
        const tracks = this.#tracks.filter(({ title }) => title.toLowerCase().includes(reference.id));
        return tracks.length > 0 ? { kind: 'search', tracks } : { kind: 'empty' };
      }
      case 'track': {
        const track = this.#tracks.find(({ id }) => id === reference.id);
        return track ? { kind: 'track', track } : { kind: 'empty' };
      }
      case 'playlist': {
        const playlist = this.#playlists[context.cursor ?? reference.id];
        return playlist ? { kind: 'playlist', playlist } : { kind: 'empty' };
      }
    }
  }

  /** Gives a packet for every 20 ms of the track that follow the position; a live track never ends. */
  async open(track: Track, { positionMs, attemptSignal, streamSignal }: OpenContext): Promise<AudioStream> {
    this.opened.push(track);
    await meet(this.openTroubles.shift(), attemptSignal);
    if (!this.#tracks.some(({ id }) => id === track.id)) {
      throw new TrackUnavailableError(this.name, `“${track.title}” is gone.`);
    }
    const readable = Readable.from(packets(track, positionMs), { objectMode: true });
    this.streams.push(readable);
    readable.once('error', () => {});
    // The stream may have become unwanted while it was being opened.
    if (streamSignal.aborted) readable.destroy();
    streamSignal.addEventListener('abort', () => readable.destroy(), { once: true });
    return { readable, format: 'opus', positionMs };
  }

  async suggest(prefix: string): Promise<readonly Suggestion[]> {
    const matching = this.#tracks.filter(({ title }) => title.toLowerCase().startsWith(prefix.toLowerCase()));
    return matching.map(({ title, id }) => ({ label: title, query: `https://music.example/${id}` }));
  }

  #reference(kind: Reference['kind'], id: string): Reference {
    return { source: this.name, kind, id };
  }
}

function* packets(track: Track, positionMs: number): Generator<Uint8Array> {
  const endMs = track.durationMs ?? Number.POSITIVE_INFINITY;
  for (let atMs = positionMs; atMs < endMs; atMs += 20) yield Uint8Array.of(...SILENT_PACKET, (atMs / 20) % 256);
}

/** Lets a trouble happen, unless nobody waits for it any more. */
export async function meet(trouble: Trouble | undefined, signal: AbortSignal): Promise<void> {
  if (trouble === undefined) return;
  if ('error' in trouble) throw trouble.error;
  const aborted = new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  await Promise.race([trouble.until, aborted]);
}
