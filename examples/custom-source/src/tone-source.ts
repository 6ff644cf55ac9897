import { Readable } from 'node:stream';
import type { AudioSource, Identified, OpenContext, Plugin, Query, Reference, Resolution, Track } from '@tonearm/core';

const RATE = 48_000;
const DURATION_MS = 10_000;

/** Hums pure tones: `/play tone: 440`. */
export class ToneSource implements AudioSource {
  readonly name = 'tone';

  identify(query: Query): Identified | undefined {
    const hertz = query.kind === 'search' && query.source === this.name ? Number.parseFloat(query.text) : 0;
    return hertz >= 20 && hertz <= 20_000
      ? { reference: { source: this.name, kind: 'track', id: String(hertz) } }
      : undefined;
  }

  async resolve({ id }: Reference): Promise<Resolution> {
    const track = { source: this.name, id, title: `${id} Hz`, author: 'A sine wave', url: '', durationMs: DURATION_MS };
    return { kind: 'track', track };
  }

  async open({ id }: Track, { positionMs, streamSignal }: OpenContext) {
    const readable = Readable.from(samples(Number(id), positionMs), { objectMode: false, signal: streamSignal });
    return { readable, format: 's16le', positionMs } as const;
  }
}

function* samples(hertz: number, positionMs: number): Generator<Buffer> {
  for (let atMs = positionMs; atMs < DURATION_MS; atMs += 20) {
    const wave = Int16Array.from({ length: (RATE / 50) * 2 }, (_, index) => {
      return 8_000 * Math.sin(2 * Math.PI * hertz * (atMs / 1_000 + (index >> 1) / RATE));
    });
    yield Buffer.from(wave.buffer);
  }
}

export const tones = (): Plugin => ({ name: 'source-tone', setup: ({ sources }) => sources.add(new ToneSource()) });
