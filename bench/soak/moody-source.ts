import { Readable } from 'node:stream';
import {
  type AudioSource,
  type AudioStream,
  type Identified,
  type OpenContext,
  type Query,
  type Reference,
  type Resolution,
  type SourceContext,
  SourceUnavailableError,
  type Track,
  TrackUnavailableError,
} from '@tonearm/core';

/** Ten frames of 20 ms of Opus silence; and as long in samples, for ffmpeg. */
const FRAMES = 10;
const SILENT_FRAME = Uint8Array.of(0xfc, 0xff, 0xfe);
const SAMPLES_BYTES = FRAMES * 20 * 48 * 4;

export interface MoodySourceOptions {
  readonly random: () => number;
  /** Which part of the tracks needs ffmpeg, 0–1. */
  readonly ffmpegShare: number;
  /** Keeps every tenth stream for ever: a leak to be found. */
  readonly leaks: boolean;
}

/** A source that answers, answers late, fails, refuses and hangs, as the dice fall. */
export class MoodySource implements AudioSource {
  readonly name = 'moody';
  readonly #options: MoodySourceOptions;
  readonly #open = new Set<Readable>();
  #opened = 0;

  constructor(options: MoodySourceOptions) {
    this.#options = options;
  }

  /** Streams that were opened and not destroyed. */
  get openStreams(): number {
    return this.#open.size;
  }

  identify(query: Query): Identified | undefined {
    return query.kind === 'search' ? { reference: { source: this.name, kind: 'search', id: query.text } } : undefined;
  }

  async resolve({ id }: Reference, { signal, report }: SourceContext): Promise<Resolution> {
    report('searching', 0);
    await this.#mood(signal);
    const facts = { source: this.name, author: 'Soak', url: `https://music.example/${id}`, durationMs: FRAMES * 20 };
    return { kind: 'search', tracks: [{ ...facts, id, title: id }] };
  }

  async open(_track: Track, { positionMs, attemptSignal, streamSignal }: OpenContext): Promise<AudioStream> {
    await this.#mood(attemptSignal);
    const raw = this.#options.random() < this.#options.ffmpegShare;
    const readable = raw
      ? Readable.from([Buffer.alloc(SAMPLES_BYTES)])
      : Readable.from(
          Array.from({ length: FRAMES }, () => SILENT_FRAME),
          { objectMode: true },
        );
    this.#keep(readable, streamSignal);
    return { readable, format: raw ? 's16le' : 'opus', positionMs: raw ? 0 : positionMs };
  }

  #keep(readable: Readable, streamSignal: AbortSignal): void {
    this.#opened += 1;
    this.#open.add(readable);
    readable.once('error', () => {});
    if (this.#options.leaks && this.#opened % 10 === 0) return;
    readable.once('close', () => this.#open.delete(readable));
    streamSignal.addEventListener('abort', () => readable.destroy(), { once: true });
  }

  async #mood(signal: AbortSignal): Promise<void> {
    const roll = this.#options.random();
    if (roll < 0.06) throw new SourceUnavailableError(this.name, 'Not now.');
    if (roll < 0.08) throw new TrackUnavailableError(this.name, 'Gone.');
    if (roll < 0.1) await untilAborted(signal);
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
