import { crossfade } from './audio/crossfade.js';
import { opusPackets } from './audio/opus-packets.js';
import { Container } from './di/container.js';
import { tokens } from './di/tokens.js';
import { SetupError } from './errors/setup-errors.js';
import { guildRecord, SessionJournal } from './journal/session-journal.js';
import { englishOf } from './model/phrase.js';
import { Corrections } from './matching/corrections.js';
import { Matches } from './matching/matches.js';
import { LyricsFinder } from './lyrics/lyrics-finder.js';
import { whyRefused } from './playback/queue-rules.js';
import { NowPlayingBoard } from './playback/now-playing-board.js';
import { RefreshBudget } from './playback/refresh-budget.js';
import { RequestBoard } from './playback/request-board.js';
import { Sessions } from './playback/sessions.js';
import { StreamOpener } from './playback/stream-opener.js';
import type { PluginContext } from './plugin-host/plugin.js';
import { PluginHost } from './plugin-host/plugin-host.js';
import { ChannelEdits } from './progress/channel-edits.js';
import type { MessageTarget } from './progress/message-target.js';
import { ProgressPublisher } from './progress/progress-publisher.js';
import type { ProgressView } from './progress/progress-view.js';
import { StageEstimate } from './progress/stage-estimate.js';
import { ViewWriter } from './progress/view-writer.js';
import { watchTask } from './progress/watch-task.js';
import { MemoryWatch } from './resources/memory-watch.js';
import { resourceLimits } from './resources/resource-limits.js';
import { Resources } from './resources/resources.js';
import { exponentialBackoff } from './resilience/exponential-backoff.js';
import { WindowBreaker } from './resilience/window-breaker.js';
import { Favourites } from './playlists/favourites.js';
import { PlaylistImports } from './playlists/playlist-imports.js';
import { Playlists } from './playlists/playlists.js';
import { applySettings, beginWith } from './settings/apply-settings.js';
import { SettingsStore } from './settings/settings-store.js';
import { waitAtMost } from './runtime/abort.js';
import { expectOneOf } from './runtime/expect.js';
import type { Logger } from './runtime/logger.js';
import { Registry } from './runtime/registry.js';
import { newTaskId } from './scheduler/task-id.js';
import { RESOLVE_STAGES } from './sources/audio-source.js';
import type { CircuitReport } from './sources/circuit-report.js';
import { GuardedSources } from './sources/guarded-sources.js';
import { DEFAULT_DEADLINES } from './sources/guards/deadline-guard.js';
import { CacheWarmer } from './sources/cache-warmer.js';
import { TrackSearch } from './sources/track-search.js';
import { SourceResolver } from './sources/source-resolver.js';
import { StandIns } from './sources/stand-ins.js';
import { phrase } from './texts/phrase.js';
import { Tonearm } from './tonearm.js';
import { provideDefaults } from './composition/provide-defaults.js';
import { type CompleteOptions, DEFAULTS, type TonearmOptions } from './composition/tonearm-options.js';

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

function assemble(
  container: Container,
  {
    view: viewName,
    warmPerMinute: perMinute,
    hedge,
    standIns: helpsOut,
    limits,
    retry = exponentialBackoff(),
    lyrics: providers = [],
  }: CompleteOptions,
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
  const resources = new Resources(ledger, memory);
  const mayWorkAhead = () => resources.mayWorkAhead;
  const scheduler = resolving;
  const resolver = new SourceResolver({ sources: guarded, scheduler, cache, clock, logger, retry, mayWorkAhead });
  const warmer = new CacheWarmer({ cache, resolver, scheduler, clock, logger, perMinute, mayWorkAhead });
  const corrections = new Corrections(container.resolve(tokens.store));
  const standIns = new StandIns({ sources: guarded, resolver, chosen: corrections });
  const opener = new StreamOpener({
    sources: guarded,
    scheduler: opening,
    clock,
    ledger,
    retry,
    standIns,
    helpsOut,
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
    matches: new Matches({
      standIns,
      sources: guarded,
      resolver,
      corrections,
      clock,
      logger,
      session: (guildId) => sessions.find(guildId)?.controls,
      refusalOf: (guildId, track) =>
        whyRefused(track, sessions.find(guildId)?.controls.snapshot.rules ?? settings.of(guildId)),
    }),
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
