import { findFfmpeg } from '../audio/find-ffmpeg.js';
import { FfmpegTranscoder } from '../audio/ffmpeg-transcoder.js';
import { TieredCache } from '../cache/tiered-cache.js';
import { Container } from '../di/container.js';
import { tokens } from '../di/tokens.js';
import { StoreError } from '../errors/store-errors.js';
import type { Resolution } from '../model/resolution.js';
import type { Teardown } from '../plugin-host/plugin.js';
import type { ProgressView } from '../progress/progress-view.js';
import { ResourceLedger } from '../resources/resource-ledger.js';
import { type Clock, SystemClock } from '../runtime/clock.js';
import { type Logger, PinoLogger } from '../runtime/logger.js';
import { Registry } from '../runtime/registry.js';
import { PriorityScheduler } from '../scheduler/priority-scheduler.js';
import type { Source } from '../sources/audio-source.js';
import { MemoryStore } from '../store/memory-store.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import type { CompleteOptions, TonearmOptions } from './tonearm-options.js';

/** Provides what nobody has provided yet. Returns how to close what was opened for that. */
export async function provideDefaults(container: Container, options: CompleteOptions): Promise<Teardown> {
  const { workers, capacity, maxWorkers = 2 * workers, limits } = options;
  if (!container.has(tokens.clock)) container.provide(tokens.clock, new SystemClock());
  if (!container.has(tokens.logger)) container.provide(tokens.logger, PinoLogger.create('info'));
  const clock = container.resolve(tokens.clock);
  const logger = container.resolve(tokens.logger);
  if (!container.has(tokens.memory)) container.provide(tokens.memory, () => process.memoryUsage.rss());
  if (!container.has(tokens.ledger)) container.provide(tokens.ledger, new ResourceLedger(limits));
  const ledger = container.resolve(tokens.ledger);
  const ownTranscoder = container.has(tokens.transcoder) ? undefined : await makeTranscoder(options, logger, ledger);
  if (!container.has(tokens.transcoder)) container.provide(tokens.transcoder, ownTranscoder);
  const lane = (most: number) => new PriorityScheduler({ clock, logger, workers, maxWorkers, capacity: most });
  if (!container.has(tokens.resolving)) container.provide(tokens.resolving, lane(capacity));
  // A guild opens two tracks at most, so the number of guilds bounds this lane; however many they are, each is served.
  if (!container.has(tokens.opening)) container.provide(tokens.opening, lane(Number.MAX_SAFE_INTEGER));
  if (!container.has(tokens.sources)) container.provide(tokens.sources, new Registry<Source>('source'));
  if (!container.has(tokens.views)) container.provide(tokens.views, new Registry<ProgressView>('view'));
  const ownStore = container.has(tokens.store) ? undefined : await makeStore(options.store, clock, logger);
  if (ownStore) container.provide(tokens.store, ownStore);
  const store = container.resolve(tokens.store);
  const ownCache = container.has(tokens.resolutions)
    ? undefined
    : new TieredCache<Resolution>({ store, clock, logger, purpose: 'resolutions', version: 1 });
  if (ownCache) container.provide(tokens.resolutions, ownCache);
  return async () => {
    await ownTranscoder?.close();
    await ownCache?.close();
    await ownStore?.close();
  };
}

/** Without a database the bot still plays: what it would have remembered is lost at the end, and the operator is told. */
async function makeStore(uri: string, clock: Clock, logger: Logger): Promise<Store> {
  if (uri === 'memory') return new MemoryStore(clock);
  try {
    return await openStore({ uri, clock, logger });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    logger.error('The store cannot be used; nothing will be remembered after a restart', { error });
    return new MemoryStore(clock);
  }
}

async function makeTranscoder(
  { ffmpegPath }: TonearmOptions,
  logger: Logger,
  ledger: ResourceLedger,
): Promise<FfmpegTranscoder | undefined> {
  const ffmpeg = await findFfmpeg(ffmpegPath === undefined ? {} : { path: ffmpegPath });
  if (!ffmpeg) {
    logger.warn('There is no ffmpeg: only Opus in Ogg or WebM will play. Install ffmpeg, or set FFMPEG_PATH.');
    return undefined;
  }
  logger.info('Found ffmpeg', { ...ffmpeg });
  const transcoder = new FfmpegTranscoder(ffmpeg, { ledger });
  transcoder.warmUp();
  return transcoder;
}
