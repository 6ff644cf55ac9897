import { Readable } from 'node:stream';
import {
  type AudioSource,
  type Clock,
  type OpenContext,
  type Query,
  type Reference,
  type Resolution,
  SourceUnavailableError,
  type SourceContext,
  type Track,
} from '@tonearm/core';
import { aTrack } from '@tonearm/core/testing';

export interface TimedSourceOptions {
  /** `timed` unless given. */
  readonly name?: string;
  readonly clock: Clock;
  /** How long it takes to describe the track with that number, in milliseconds. */
  lookupMs(track: number): number;
  /** How long it takes to open its sound. */
  openingMs(track: number): number;
  /** Whether every call that ends at this moment of the monotonic clock fails. */
  isDown?(nowMs: number): boolean;
}

/** One call that the source was given, as it ended. */
export interface SourceCall {
  readonly method: 'resolve' | 'open';
  readonly track: number;
  /** By the monotonic clock, in milliseconds. */
  readonly beganMs: number;
  readonly failed: boolean;
}

/** One Opus packet of 20 ms of stereo silence. */
const SILENCE = Uint8Array.of(0xfc, 0xff, 0xfe);

/**
 * Knows every track by its number, and takes time by the clock it was given. Links are
 * `https://music.example/<number>`; a search finds a track of no number.
 */
export class TimedSource implements AudioSource {
  readonly name: string;
  /** Every call that ended by itself, in order. */
  readonly calls: SourceCall[] = [];
  /** When each lookup began, by the monotonic clock, those included that were given up. */
  readonly lookupsBeganMs: number[] = [];
  readonly #options: TimedSourceOptions;

  constructor(options: TimedSourceOptions) {
    this.name = options.name ?? 'timed';
    this.#options = options;
  }

  identify(query: Query) {
    if (query.kind === 'search') return { reference: { source: this.name, kind: 'search', id: query.text } } as const;
    return { reference: { source: this.name, kind: 'track', id: query.url.pathname.slice(1) } } as const;
  }

  async resolve({ id }: Reference, { signal }: SourceContext): Promise<Resolution> {
    await this.#take('resolve', Number(id), this.#options.lookupMs(Number(id)), signal);
    return { kind: 'track', track: aTrack({ id, title: `Track ${id}`, source: this.name, durationMs: null }) };
  }

  async open({ id }: Track, { attemptSignal, streamSignal }: OpenContext) {
    await this.#take('open', Number(id), this.#options.openingMs(Number(id)), attemptSignal);
    const readable = Readable.from([SILENCE, SILENCE], { objectMode: true });
    readable.once('error', () => {});
    streamSignal.addEventListener('abort', () => readable.destroy(), { once: true });
    return { readable, format: 'opus', positionMs: 0 } as const;
  }

  async #take(method: SourceCall['method'], track: number, ms: number, signal: AbortSignal): Promise<void> {
    const { clock, isDown } = this.#options;
    const beganMs = clock.monotonic();
    if (method === 'resolve') this.lookupsBeganMs.push(beganMs);
    if (ms > 0) await clock.sleep(ms, signal);
    const failed = isDown?.(clock.monotonic()) ?? false;
    this.calls.push({ method, track, beganMs, failed });
    if (failed) throw new SourceUnavailableError(this.name, 'The source does not answer.');
  }
}
