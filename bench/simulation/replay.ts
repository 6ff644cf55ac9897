import { Readable } from 'node:stream';
import {
  type AudioSource,
  type CacheFigures,
  Container,
  createTonearm,
  MemoryStore,
  type Plugin,
  type Query,
  type Reference,
  type Resolution,
  silentLogger,
  TieredCache,
  tokens,
} from '@tonearm/core';
import { aTrack, FakeClock, FakeVoiceConnector } from '@tonearm/core/testing';
import type { TraceStep } from './zipf-trace.js';

export interface ReplayOptions {
  /** Most entries the cache holds. */
  readonly bound: number;
  /** How long an answer is good; the core's own lifetimes, with their stale answers, when it is left out. */
  readonly freshForMs?: number;
  /** Most renewals within a minute; 0 is LRU alone. */
  readonly warmPerMinute: number;
}

/** What the cache and its source have seen. */
export interface Replayed {
  readonly figures: CacheFigures;
  /** How often the source was asked. */
  readonly lookups: number;
}

const GUILD = 'guild';

/** Plays a trace on the whole of Tonearm, with a cache of this size; only time, source and voice are made up. */
export async function replay(trace: readonly TraceStep[], options: ReplayOptions): Promise<Replayed> {
  const clock = new FakeClock();
  const container = new Container();
  const bounds = { entries: options.bound };
  const parts = { clock, logger: silentLogger, store: new MemoryStore(clock), purpose: 'replay', version: 1 };
  const cache = new TieredCache<Resolution>({ ...parts, memory: bounds, disk: bounds });
  const source = new CountingSource(options.freshForMs);
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, silentLogger);
  container.provide(tokens.transcoder, undefined);
  container.provide(tokens.resolutions, cache);
  container.provide(tokens.voiceConnector, new FakeVoiceConnector());
  const sources: Plugin = { name: 'sources', setup: (context) => context.sources.add(source) };
  const { warmPerMinute } = options;
  const tonearm = await createTonearm({ container, plugins: [sources], warmPerMinute });
  for (const { atMs, track } of trace) {
    await clock.advance(atMs - clock.monotonic());
    const text = `https://music.example/${track}`;
    const request = { guildId: GUILD, voiceChannelId: 'lounge', requestedBy: 'ada', text };
    await tonearm.play({ ...request, priority: 'normal', place: 'end' }).added;
    tonearm.session(GUILD)?.leave();
  }
  const figures = await tonearm.cacheFigures();
  await tonearm.close();
  await cache.close();
  return { figures, lookups: source.lookups };
}

/** In percent of all requests. */
export function hitRate({ figures: { hits, misses } }: Replayed): number {
  return (100 * hits) / (hits + misses);
}

/** Knows every track by its number, and answers at once. */
class CountingSource implements AudioSource {
  readonly name = 'counting';
  lookups = 0;
  readonly #freshForMs: number | undefined;

  constructor(freshForMs: number | undefined) {
    this.#freshForMs = freshForMs;
  }

  identify(query: Query) {
    if (query.kind !== 'url') return undefined;
    return { reference: { source: this.name, kind: 'track', id: query.url.pathname.slice(1) } } as const;
  }

  async resolve({ id }: Reference): Promise<Resolution> {
    this.lookups += 1;
    const track = aTrack({ id, title: `Track ${id}`, source: this.name });
    const freshForMs = this.#freshForMs;
    return { kind: 'track', track, ...(freshForMs !== undefined && { freshForMs }) };
  }

  async open() {
    return { readable: Readable.from([]), format: 'opus', positionMs: 0 } as const;
  }
}
