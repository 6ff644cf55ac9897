import {
  type AudioSource,
  type Cache,
  Container,
  createTonearm,
  type Plugin,
  PriorityScheduler,
  type Resolution,
  type Scheduler,
  silentLogger,
  type Tonearm,
  type TonearmOptions,
  tokens,
  type VoiceConnector,
} from '@tonearm/core';
import type { FakeClock } from '@tonearm/core/testing';
import { EagerVoice } from './eager-voice.js';

type Setting = 'workers' | 'maxWorkers' | 'capacity' | 'limits' | 'hedge' | 'warmPerMinute';

export interface VirtualBotOptions extends Pick<TonearmOptions, Setting> {
  readonly clock: FakeClock;
  readonly source: AudioSource;
  /** Makes another cache than the shipped one. */
  cache?(clock: FakeClock): Cache<Resolution>;
  /** Changes the scheduler of lookups, of which the shipped one is made. */
  around?(scheduler: Scheduler): Scheduler;
  readonly voice?: VoiceConnector;
  readonly plugins?: readonly Plugin[];
}

/** As many lookups at the same time, and requests waiting, as Tonearm ships with. */
const SHIPPED = { workers: 3, maxWorkers: 6, capacity: 100 };

/** The whole of Tonearm as it is shipped; only time, the source and the voice connection are made up. The caller closes it. */
export function virtualBot(options: VirtualBotOptions): Promise<Tonearm> {
  const { clock, source, cache, around, voice = new EagerVoice(), plugins = [], limits = {}, ...rest } = options;
  const { hedge = false, warmPerMinute, ...bounds } = rest;
  const warming = warmPerMinute === undefined ? {} : { warmPerMinute };
  const container = new Container();
  container.provide(tokens.clock, clock);
  container.provide(tokens.logger, silentLogger);
  container.provide(tokens.transcoder, undefined);
  container.provide(tokens.voiceConnector, voice);
  if (cache) container.provide(tokens.resolutions, cache(clock));
  if (around) {
    const scheduler = new PriorityScheduler({ clock, logger: silentLogger, ...SHIPPED, ...bounds });
    container.provide(tokens.resolving, around(scheduler));
  }
  const sources: Plugin = { name: 'sources', setup: (context) => context.sources.add(source) };
  return createTonearm({ container, plugins: [sources, ...plugins], limits, hedge, ...warming, ...bounds });
}
