import type { Transcoder } from '../audio/transcoder.js';
import type { Source } from '../sources/audio-source.js';
import type { Cache } from '../cache/cache.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { FindMessage } from '../progress/message-target.js';
import type { ProgressView } from '../progress/progress-view.js';
import type { Registry } from '../runtime/registry.js';
import type { Resolution } from '../model/resolution.js';
import type { MemoryReader } from '../resources/memory-watch.js';
import type { ResourceLedger } from '../resources/resource-ledger.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import type { Store } from '../store/store.js';
import type { VoiceConnector } from '../playback/voice-connector.js';
import type { Audience } from '../playback/audience.js';
import type { VoiceGateway } from '../playback/voice-gateway.js';
import { token } from './token.js';

/** What the container hands out. Provide another value under one of these to replace the part. */
export const tokens = {
  clock: token<Clock>('clock'),
  logger: token<Logger>('logger'),
  store: token<Store>('store'),
  /** Runs lookups. */
  resolving: token<Scheduler>('resolving'),
  /** Runs openings, apart from lookups so that slow ones never delay the next track. */
  opening: token<Scheduler>('opening'),
  resolutions: token<Cache<Resolution>>('resolutions'),
  /** Plays what is not Opus; `undefined` where there is no ffmpeg. */
  transcoder: token<Transcoder | undefined>('transcoder'),
  /** Counts what is limited; a source that starts child processes of its own counts them here. */
  ledger: token<ResourceLedger>('ledger'),
  /** Reads the resident memory of the process, in bytes. */
  memory: token<MemoryReader>('memory'),
  sources: token<Registry<Source>>('sources'),
  views: token<Registry<ProgressView>>('views'),
  /** Finds messages of requests again after a restart; the front end provides it. */
  findMessage: token<FindMessage>('find-message'),
  /** What a guild that has set no language reads, as a language tag; the front end provides it. English without it. */
  languageOf: token<(guildId: string) => string>('language-of'),
  audience: token<Audience>('audience'),
  voiceGateway: token<VoiceGateway>('voice-gateway'),
  voiceConnector: token<VoiceConnector>('voice-connector'),
} as const;
