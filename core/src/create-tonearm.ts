import { crossfade } from './audio/crossfade.js';
import { findFfmpeg } from './audio/find-ffmpeg.js';
import { FfmpegTranscoder } from './audio/ffmpeg-transcoder.js';
import { opusPackets } from './audio/opus-packets.js';
import type { Transcoder } from './audio/transcoder.js';
import { TieredCache } from './cache/tiered-cache.js';
import { Container } from './di/container.js';
import { tokens } from './di/tokens.js';
import { SetupError } from './errors/setup-errors.js';
import { StoreError } from './errors/store-errors.js';
import { guildRecord, SessionJournal } from './journal/session-journal.js';
import { englishOf } from './model/phrase.js';
import type { Resolution } from './model/resolution.js';
import { LyricsFinder } from './lyrics/lyrics-finder.js';
import type { LyricsProvider } from './lyrics/lyrics-provider.js';
import { NowPlayingBoard } from './playback/now-playing-board.js';
import { RefreshBudget } from './playback/refresh-budget.js';
import { RequestBoard } from './playback/request-board.js';
import { Sessions } from './playback/sessions.js';
import { StreamOpener } from './playback/stream-opener.js';
import type { Plugin, PluginContext, Teardown } from './plugin-host/plugin.js';
import { PluginHost } from './plugin-host/plugin-host.js';
import { ChannelEdits } from './progress/channel-edits.js';
import type { MessageTarget } from './progress/message-target.js';
import { ProgressPublisher } from './progress/progress-publisher.js';
import type { ProgressView } from './progress/progress-view.js';
import { StageEstimate } from './progress/stage-estimate.js';
import { ViewWriter } from './progress/view-writer.js';
import { watchTask } from './progress/watch-task.js';
import { MemoryWatch } from './resources/memory-watch.js';
import { ResourceLedger } from './resources/resource-ledger.js';
import { type ResourceLimits, resourceLimits } from './resources/resource-limits.js';
import { Resources } from './resources/resources.js';
import { exponentialBackoff } from './resilience/exponential-backoff.js';
import type { RetryPolicy } from './resilience/retry-policy.js';
import { WindowBreaker } from './resilience/window-breaker.js';
import { Favourites } from './playlists/favourites.js';
import { PlaylistImports } from './playlists/playlist-imports.js';
import { Playlists } from './playlists/playlists.js';
import { applySettings, beginWith } from './settings/apply-settings.js';
import { SettingsStore } from './settings/settings-store.js';
import { waitAtMost } from './runtime/abort.js';
import { type Clock, SystemClock } from './runtime/clock.js';
import { expectOneOf } from './runtime/expect.js';
import { type Logger, PinoLogger } from './runtime/logger.js';
import { Registry } from './runtime/registry.js';
import { PriorityScheduler } from './scheduler/priority-scheduler.js';
import { newTaskId } from './scheduler/task-id.js';
import { type AudioSource, RESOLVE_STAGES } from './sources/audio-source.js';
import type { CircuitReport } from './sources/circuit-report.js';
import { GuardedSources } from './sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from './sources/guards/deadline-guard.js';
import { CacheWarmer } from './sources/cache-warmer.js';
import { TrackSearch } from './sources/track-search.js';
import { SourceResolver } from './sources/source-resolver.js';
import { StandIns } from './sources/stand-ins.js';
import { MemoryStore } from './store/memory-store.js';
import { openStore } from './store/open-store.js';
import type { Store } from './store/store.js';
import { phrase } from './texts/phrase.js';
import { Tonearm } from './tonearm.js';

/** What Tonearm is made of; everything has a default but the plugins. */
export interface TonearmOptions {
  /** In the order in which they are set up; sources among them in the order in which they are searched. */
  readonly plugins: readonly Plugin[];
  /** Name of the view that shows progress; the first one that a plugin brings by default. */
  readonly view?: string;
  /** A file for SQLite, or the URI of another database; `memory` keeps nothing. */
  readonly store?: string;
  /** The ffmpeg to use; looked for by default. */
  readonly ffmpegPath?: string;
  /** Lookups that run at the same time at least, and openings. */
  readonly workers?: number;
  /** Up to how many they grow under load; twice as many as `workers` by default. */
  readonly maxWorkers?: number;
  /** Whether urgent lookups and openings that are unusually slow are tried a second time beside the first; off by default. */
  readonly hedge?: boolean;
  /** Whether a track that its source cannot play is looked for at the other sources, and goes on there; on by default. */
  readonly standIns?: boolean;
  /** How lookups and openings that failed are tried again; three tries with growing pauses by default. */
  readonly retry?: RetryPolicy;
  /** Most requests accepted and not ended. */
  readonly capacity?: number;
  /** Most popular answers renewed within a minute before they age; 0 for none. */
  readonly warmPerMinute?: number;
  /** Who knows the words of tracks, in the order of asking; nobody outside is asked by default. */
  readonly lyrics?: readonly LyricsProvider[];
  /** How much the process may use at once, and how long a session may stand unused. */
  readonly limits?: Partial<ResourceLimits>;
  /** What is provided here beforehand takes the place of the usual part. */
  readonly container?: Container;
}

const DEFAULTS = { store: 'memory', workers: 3, capacity: 100, warmPerMinute: 6, hedge: false, standIns: true };

/** How long the end may wait until everybody has been told so, in milliseconds. */
const FAREWELL_MS = 2_000;

/**
 * Puts a Tonearm together, sets its plugins up and starts them. Close it to end everything it began.
 * @throws SetupError that says what to change
 */
export async function createTonearm(options: TonearmOptions): Promise<Tonearm> {
  const container = options.container ?? new Container();
  const complete = { ...DEFAULTS, ...options, limits: resourceLimits(options.limits) };
  expectOneOf('hedge', complete.hedge, [true, false]);
  expectOneOf('standIns', complete.standIns, [true, false]);
  const closeParts = await provideDefaults(container, complete);
  const host = new PluginHost(options.plugins, container.resolve(tokens.logger));
  const contextOf = (plugin: string) => pluginContext(container, plugin);
  const release = async () => {
    await host.tearDown();
    await closeParts();
  };
  try {
    await host.setUp(contextOf);
    const tonearm = assemble(container, complete, release);
    await loadSettings(tonearm, container.resolve(tokens.logger));
    await host.start(tonearm, contextOf);
    return tonearm;
  } catch (error) {
    await release();
    throw error;
  }
}

/** The options, with everything that has a default. */
type Complete = typeof DEFAULTS & TonearmOptions & { readonly limits: ResourceLimits };

/** Provides what nobody has provided yet. Returns how to close what was opened for that. */
async function provideDefaults(container: Container, options: Complete): Promise<Teardown> {
  const { workers, capacity, maxWorkers = 2 * workers, limits } = options;
  if (!container.has(tokens.clock)) container.provide(tokens.clock, new SystemClock());
  if (!container.has(tokens.logger)) container.provide(tokens.logger, PinoLogger.create('info'));
  const clock = container.resolve(tokens.clock);
  const logger = container.resolve(tokens.logger);
  if (!container.has(tokens.memory)) container.provide(tokens.memory, () => process.memoryUsage.rss());
  if (!container.has(tokens.ledger)) container.provide(tokens.ledger, new ResourceLedger(limits));
  const ledger = container.resolve(tokens.ledger);
  if (!container.has(tokens.transcoder)) {
    container.provide(tokens.transcoder, await makeTranscoder(options, logger, ledger));
  }
  const lane = (most: number) => new PriorityScheduler({ clock, logger, workers, maxWorkers, capacity: most });
  if (!container.has(tokens.resolving)) container.provide(tokens.resolving, lane(capacity));
  // A guild opens two tracks at most, so the number of guilds bounds this lane; however many they are, each is served.
  if (!container.has(tokens.opening)) container.provide(tokens.opening, lane(Number.MAX_SAFE_INTEGER));
  if (!container.has(tokens.sources)) container.provide(tokens.sources, new Registry<AudioSource>('source'));
  if (!container.has(tokens.views)) container.provide(tokens.views, new Registry<ProgressView>('view'));
  const ownStore = container.has(tokens.store) ? undefined : await makeStore(options.store, clock, logger);
  if (ownStore) container.provide(tokens.store, ownStore);
  const store = container.resolve(tokens.store);
  const ownCache = container.has(tokens.resolutions)
    ? undefined
    : new TieredCache<Resolution>({ store, clock, logger, purpose: 'resolutions', version: 1 });
  if (ownCache) container.provide(tokens.resolutions, ownCache);
  return async () => {
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
): Promise<Transcoder | undefined> {
  const ffmpeg = await findFfmpeg(ffmpegPath === undefined ? {} : { path: ffmpegPath });
  if (!ffmpeg) {
    logger.warn('There is no ffmpeg: only Opus in Ogg or WebM will play. Install ffmpeg, or set FFMPEG_PATH.');
    return undefined;
  }
  logger.info('Found ffmpeg', { ...ffmpeg });
  return new FfmpegTranscoder(ffmpeg, { ledger });
}

function assemble(
  container: Container,
  {
    view: viewName,
    warmPerMinute: perMinute,
    hedge,
    standIns,
    limits,
    retry = exponentialBackoff(),
    lyrics: providers = [],
  }: Complete,
  release: () => Promise<void>,
): Tonearm {
  const clock = container.resolve(tokens.clock);
  const logger = container.resolve(tokens.logger);
  const sources = container.resolve(tokens.sources);
  const views = container.resolve(tokens.views);
  const resolving = container.resolve(tokens.resolving);
  const opening = container.resolve(tokens.opening);
  const transcoder = container.resolve(tokens.transcoder);
  const ledger = container.resolve(tokens.ledger);
  const estimate = new StageEstimate(RESOLVE_STAGES);
  const guarded = new GuardedSources({
    sources,
    clock,
    deadlines: DEFAULT_DEADLINES,
    breaker: (name) => new WindowBreaker({ name, clock }),
    hedge,
  });
  guarded.onCircuit((report) => logCircuit(logger, report));
  const cache = container.resolve(tokens.resolutions);
  const read = container.resolve(tokens.memory);
  const memory = new MemoryWatch({ clock, logger, limits, read, onPressure: () => void cache.shrink?.() });
  const resources = new Resources(ledger, memory, () => transcoder?.sweep?.() ?? 0);
  const mayWorkAhead = () => resources.mayWorkAhead;
  const scheduler = resolving;
  const resolver = new SourceResolver({ sources: guarded, scheduler, cache, clock, logger, retry, mayWorkAhead });
  const warmer = new CacheWarmer({ cache, resolver, scheduler, clock, logger, perMinute, mayWorkAhead });
  const opener = new StreamOpener({
    sources: guarded,
    scheduler: opening,
    clock,
    ledger,
    retry,
    standIns: standIns ? new StandIns({ sources: guarded, resolver }) : undefined,
    canChangeSound: transcoder !== undefined,
    mixPackets: transcoder && ((tail, next, signal) => crossfade(tail, next, { transcoder, signal })),
    readPackets: (stream, wanted) => opusPackets(stream, { ...wanted, transcoder }),
  });
  const journal: SessionJournal = new SessionJournal({
    store: container.resolve(tokens.store),
    clock,
    logger,
    read: (guildId) => guildRecord(sessions.find(guildId)?.record, requests.recordsOf(guildId)),
  });
  const settings = new SettingsStore({
    store: container.resolve(tokens.store),
    logger,
    viewNames: () => views.names(),
    canChangeSound: transcoder !== undefined,
  });
  const sessions: Sessions = new Sessions({
    clock,
    logger,
    ledger,
    limits,
    audience: container.has(tokens.audience) ? container.resolve(tokens.audience) : undefined,
    idleLeaveMsIn: (guildId) => settings.of(guildId).idleLeaveMs,
    sessionParts: (guildId) => {
      const connector = container.resolve(tokens.voiceConnector);
      const keeper = journal.keeperOf(guildId);
      return { keeper, connector, opener, resolver, newId: newTaskId, mayOpenAhead: () => resources.mayOpenAhead };
    },
  });
  sessions.onBegin(({ guildId, controls }) => beginWith(controls, settings.of(guildId), transcoder !== undefined));
  settings.onChange(({ guildId, settings: changedTo, changed }) => {
    const session = sessions.find(guildId);
    if (session) applySettings(session.controls, changedTo, changed);
  });
  const playlists = new Playlists({ store: container.resolve(tokens.store), clock, logger, newId: newTaskId });
  const imports = new PlaylistImports({
    store: container.resolve(tokens.store),
    logger,
    newId: newTaskId,
    playlists,
    sources: guarded,
    resolver,
    scheduler,
    retry,
  });
  if (viewName !== undefined) views.get(viewName);
  const channels = new ChannelEdits({ clock });
  const languageOf = container.has(tokens.languageOf) ? container.resolve(tokens.languageOf) : undefined;
  const writer = (message: MessageTarget, request: string, guildId: string) => {
    const own = logger.child({ request });
    const publisher = new ProgressPublisher(message, { clock, logger: own, channels });
    const { view } = settings.of(guildId);
    const language = () => settings.of(guildId).language ?? languageOf?.(guildId) ?? 'en';
    const isThere = view !== null && views.find(view) !== undefined;
    return new ViewWriter({ view: chosenView(views, isThere ? view : viewName), publisher, logger: own, language });
  };
  const refreshes = new RefreshBudget(clock);
  const requests = new RequestBoard({
    clock,
    refreshes,
    maxAttempts: retry.maxAttempts,
    onChange: (guildId) => journal.changed(guildId),
    watch: (task, work, listener) => watchTask(task, listener, { clock, estimate, work }),
    writer,
  });
  const close = async () => {
    resources.close();
    imports.close();
    await journal.close();
    await waitAtMost(clock, FAREWELL_MS, requests.bidFarewell(phrase('over.restarting')));
    sessions.closeAll();
    await Promise.all([warmer.close(), resolving.close(), opening.close()]);
    await release();
  };
  warmer.start();
  sessions.start();
  resources.start(clock);
  return new Tonearm({
    sources,
    views,
    guarded,
    resolver,
    resolving,
    cache,
    warmer,
    sessions,
    requests,
    settings,
    playlists,
    imports,
    lyrics: new LyricsFinder({ sources: guarded, providers, store: container.resolve(tokens.store), clock, logger }),
    favourites: new Favourites(container.resolve(tokens.store)),
    nowPlaying: new NowPlayingBoard({ clock, refreshes, writer }),
    search: new TrackSearch({ resolver, logger, sourceNames: () => sources.names() }),
    resources,
    journal,
    canChangeSound: transcoder !== undefined,
    findMessage: container.has(tokens.findMessage) ? container.resolve(tokens.findMessage) : () => undefined,
    clock,
    logger,
    newId: newTaskId,
    close,
  });
}

/** A bot that cannot read what guilds have decided plays by the defaults, and the operator is told. */
async function loadSettings(tonearm: Tonearm, logger: Logger): Promise<void> {
  try {
    await tonearm.settings.load();
  } catch (error) {
    logger.error('The settings of the guilds cannot be read; the defaults are used', { error });
  }
}

function logCircuit(logger: Logger, { source, status, nextTryAtMs, reason: words }: CircuitReport): void {
  const reason = words && englishOf(words);
  switch (status) {
    case 'open':
      return logger.warn('A source is failing and is left alone for a while', { source, nextTryAtMs, reason });
    case 'half-open':
      return logger.info('A source that was failing is asked again', { source });
    case 'closed':
      return logger.info('A source that was failing works again', { source });
  }
}

function chosenView(views: Registry<ProgressView>, name: string | undefined): ProgressView {
  if (name !== undefined) return views.get(name);
  const [first] = views;
  if (first) return first;
  throw new SetupError('No plugin brings a view, so progress cannot be shown. Add one: @tonearm/progress-embed, say.');
}

function pluginContext(container: Container, plugin: string): PluginContext {
  return {
    sources: container.resolve(tokens.sources),
    views: container.resolve(tokens.views),
    clock: container.resolve(tokens.clock),
    logger: container.resolve(tokens.logger).child({ plugin }),
    provide: (token, value) => container.provide(token, value),
    provideLazily: (token, factory) => container.provideLazily(token, factory),
    resolve: (token) => container.resolve(token),
    create: (implementation) => container.create(implementation),
    container,
  };
}
