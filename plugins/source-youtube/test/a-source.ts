import { Readable } from 'node:stream';
import type { Logger, Reference, SourceContext } from '@tonearm/core';
import { FakeClock, RecordingLogger } from '@tonearm/core/testing';
import { MetadataThread } from '../src/metadata/metadata-thread.js';
import { DEFAULT_CLIENTS } from '../src/streams/stream-client.js';
import { BotCheckError } from '../src/streams/stream-errors.js';
import { ClientVideoLookup, type SuspicionGate } from '../src/video-lookup.js';
import { YouTubeMusicSource } from '../src/youtube-music-source.js';
import { type StreamOpener, YouTubeSource } from '../src/youtube-source.js';
import { aTube, type Tube } from './a-tube.js';

/** The sources, against a stand-in for YouTube. Closed by who made it. */
export interface TestedSource {
  readonly source: YouTubeSource;
  readonly music: YouTubeMusicSource;
  readonly tube: Tube;
  readonly logger: RecordingLogger;
  /** Forgets what was asked and logged until now. */
  forget(): void;
  close(): Promise<void>;
}

export async function aSource(options: { readonly longestPlaylist?: number } = {}): Promise<TestedSource> {
  const tube = await aTube();
  const logger = new RecordingLogger();
  const given = { language: 'en', country: 'US', endpoint: tube.endpoint };
  const metadata = new MetadataThread(given, { clock: new FakeClock(), logger });
  const videos = new ClientVideoLookup({ metadata, clients: DEFAULT_CLIENTS, suspicion: aSuspicion() });
  const { longestPlaylist = 5_000 } = options;
  const source = new YouTubeSource({
    metadata,
    videos,
    streams: silence(),
    logger: logger satisfies Logger,
    longestPlaylist,
  });
  return {
    source,
    music: new YouTubeMusicSource(source, metadata),
    tube,
    logger,
    forget: () => {
      tube.requests.length = 0;
      logger.lines.length = 0;
    },
    close: async () => {
      await metadata.close();
      await tube.close();
    },
  };
}

/** What is to be resolved. */
export const search = (id: string): Reference => ({ source: 'youtube', kind: 'search', id });
export const track = (id: string): Reference => ({ source: 'youtube', kind: 'track', id });
export const list = (id: string): Reference => ({ source: 'youtube', kind: 'playlist', id });

/** What a lookup is given when nothing happens to it. */
export function aContext(more: Partial<SourceContext> = {}): SourceContext {
  return { signal: new AbortController().signal, report: () => {}, ...more };
}

function aSuspicion(): SuspicionGate {
  return { check: () => {}, raise: (says) => new BotCheckError(0, { cause: new Error(says) }), settle: () => {} };
}

/** Some bytes in place of sound. */
function silence(): StreamOpener {
  return {
    open: async (_track, { positionMs, streamSignal }) => {
      const readable = Readable.from([Buffer.alloc(16)]);
      streamSignal.addEventListener('abort', () => readable.destroy(), { once: true });
      return { readable, format: 'arbitrary', positionMs };
    },
  };
}
