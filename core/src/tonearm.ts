import type { Cache, CacheFigures } from './cache/cache.js';
import { asTonearmError } from './errors/tonearm-error.js';
import type { SessionJournal } from './journal/session-journal.js';
import { SessionRestorer, type UnansweredRequest } from './journal/session-restorer.js';
import { PRIORITIES } from './model/priority.js';
import type { Reference } from './model/query.js';
import type { Resolution } from './model/resolution.js';
import type { Track } from './model/track.js';
import type { Added } from './playback/session-events.js';
import type { PlayRequest, PlayTicket } from './playback/play-request.js';
import type { NowPlayingBoard } from './playback/now-playing-board.js';
import type { RequestBoard } from './playback/request-board.js';
import type { RequestFacts } from './playback/request-card.js';
import type { SessionControls } from './playback/session-controls.js';
import type { SessionUse } from './playback/session-use.js';
import type { Sessions } from './playback/sessions.js';
import type { FindMessage, MessageTarget } from './progress/message-target.js';
import type { ProgressView } from './progress/progress-view.js';
import type { Clock, Unsubscribe } from './runtime/clock.js';
import type { Resources, ResourcesReport } from './resources/resources.js';
import { expectOneOf } from './runtime/expect.js';
import type { Logger } from './runtime/logger.js';
import type { Registry } from './runtime/registry.js';
import type { Favourites } from './playlists/favourites.js';
import type { ImportRequest, ImportTicket, PlaylistImports } from './playlists/playlist-imports.js';
import type { Playlists } from './playlists/playlists.js';
import type { SettingsStore } from './settings/settings-store.js';
import type { Scheduler, SchedulerStats, TaskRecord, TaskStatus } from './scheduler/scheduler.js';
import type { WorkerStats } from './scheduler/worker.js';
import type { Artwork, AudioSource, Suggestion } from './sources/audio-source.js';
import { type CacheWarmer, isWorthRenewing, type WarmingReport } from './sources/cache-warmer.js';
import type { CircuitReport } from './sources/circuit-report.js';
import type { GuardedSources } from './sources/guarded-sources.js';
import { parseQuery } from './sources/parse-query.js';
import type { Candidates } from './sources/candidates.js';
import type { Lookup, SourceResolver } from './sources/source-resolver.js';
import type { SearchRequest, TrackSearch } from './sources/track-search.js';
import { collectSuggestions, openArtwork } from './sources/suggestions.js';

/** A request between its acceptance and its answer. */
interface OpenRequest extends UnansweredRequest {
  readonly candidates: Candidates;
  /** What is played, where nothing has to be looked up. */
  readonly known?: Resolution | undefined;
}

/** The scheduler's figures, and one guild's tasks. */
export interface TonearmStatus {
  /** What workers do for other guilds is blanked out. */
  readonly stats: SchedulerStats;
  /** Where the circuit of each source stands, in search order. */
  readonly circuits: readonly CircuitReport[];
  readonly tasks: readonly TaskStatus[];
}

/** What is used of what is limited, in figures that tell of no guild. */
export interface ResourceStatus extends ResourcesReport {
  readonly sessions: Readonly<Record<SessionUse, number>>;
}

/** What a clean-up let go of. */
export interface CleanupReport {
  /** Sessions closed. */
  readonly sessions: number;
  /** Child processes killed that had outlived what wanted them. */
  readonly children: number;
  /** Cached answers that left memory. */
  readonly cacheEntries: number;
  /** Cached answers dropped because their time was up. */
  readonly expired: number;
}

/** What is held for listeners at one moment; all zero when nobody wants anything. */
export interface TonearmCensus {
  readonly sessions: number;
  /** Requests whose story is still told. */
  readonly cards: number;
  /** Guilds of which something is kept for after a crash. */
  readonly journaled: number;
}

/** What a {@link Tonearm} is made of; `createTonearm` puts it together. */
export interface TonearmParts {
  readonly sources: Registry<AudioSource>;
  readonly views: Registry<ProgressView>;
  readonly guarded: GuardedSources;
  readonly resolver: SourceResolver;
  readonly resolving: Scheduler;
  readonly cache: Cache<Resolution>;
  readonly warmer: CacheWarmer;
  readonly sessions: Sessions;
  readonly requests: RequestBoard;
  readonly settings: SettingsStore;
  readonly playlists: Playlists;
  readonly imports: PlaylistImports;
  readonly favourites: Favourites;
  readonly nowPlaying: NowPlayingBoard;
  readonly search: TrackSearch;
  readonly resources: Resources;
  readonly journal: SessionJournal;
  readonly findMessage: FindMessage;
  readonly clock: Clock;
  readonly logger: Logger;
  newId(): string;
  /** Tears everything down. */
  close(): Promise<void>;
}

/** The whole of it, as front ends and bot authors hold it. */
export class Tonearm {
  readonly #parts: TonearmParts;
  #closing: Promise<void> | undefined;

  /** Use `createTonearm`. */
  constructor(parts: TonearmParts) {
    this.#parts = parts;
  }

  /** The installed sources, in search order. */
  get sources(): Registry<AudioSource> {
    return this.#parts.sources;
  }

  get views(): Registry<ProgressView> {
    return this.#parts.views;
  }

  /** The playlists that guilds and users keep. */
  get playlists(): Playlists {
    return this.#parts.playlists;
  }

  /** The tracks that each user likes best. */
  get favourites(): Favourites {
    return this.#parts.favourites;
  }

  /**
   * Keeps the playlist behind a link, page by page, in the background.
   * @throws InvalidRequestError, UnknownLinkError when the text cannot be used @throws QueueFullError when too much is waiting
   * @throws PlaylistError when nothing may be added under that name
   */
  importPlaylist(request: ImportRequest): Promise<ImportTicket> {
    return this.#parts.imports.begin(request);
  }

  /** What each guild has decided about its music. */
  get settings(): SettingsStore {
    return this.#parts.settings;
  }

  /**
   * Looks up what was asked for, and plays it when its turn comes. Returns at once; everything after that is told
   * through the request's message and the ticket.
   * @throws InvalidRequestError, UnknownLinkError when the text cannot be used
   * @throws ResourceLimitError when there is no memory, or no voice connection, for one more
   * @throws RefusedError when the listener has as many tracks waiting as they may
   */
  play(request: PlayRequest): PlayTicket {
    const { sessions, requests, resources, journal, clock, logger, newId } = this.#parts;
    const { guildId, requestedBy, place, text, reference, priority, message, tracks, id: taskId = newId() } = request;
    expectOneOf('priority', priority, PRIORITIES);
    expectOneOf('place', place, ['now', 'next', 'end'] satisfies PlayRequest['place'][]);
    const facts: RequestFacts = { taskId, text, requestedBy, priority, ...(reference && { reference }) };
    const known = tracks && knownList(text, tracks);
    const candidates: Candidates = known ? [{ reference: KNOWN }] : this.#candidatesFor(facts);
    resources.admit(priority);
    const session = sessions.open(guildId);
    session.admit(request);
    logger.info('A track is asked for', { guildId, request: taskId, requestedBy, text, priority, place });
    const accepted = Promise.withResolvers<void>();
    const posted = { facts, requestedAtMs: clock.now(), accepted: accepted.promise, ...(message && { message }) };
    const card = requests.add(posted, session);
    session.join(request.voiceChannelId);
    const entryId = session.reserve({ requestId: taskId, requestedBy, place, query: text });
    const added = this.#answer({ facts, candidates, session, entryId, card, known });
    // What is known stands in the queue by now: nothing of it would have to be looked up after a crash.
    accepted.resolve(journal.durable(guildId));
    for (const promise of [added, accepted.promise]) promise.catch(() => {});
    return { taskId, accepted: accepted.promise, added };
  }

  /**
   * Goes on where an earlier process ended: queues and channels, what played and how far it was, requests and their
   * messages. Call it once the front end is connected. @returns how many sessions go on
   * @throws StoreError when what was saved cannot be read
   */
  restore(): Promise<number> {
    return new SessionRestorer({ ...this.#parts, answer: (request) => this.#answerAgain(request) }).restore();
  }

  /** Resolves once everything of a guild, as it is now, would survive a crash. @throws StoreError when it would not */
  saved(guildId: string): Promise<void> {
    return this.#parts.journal.durable(guildId);
  }

  #answerAgain(request: UnansweredRequest): void {
    try {
      this.#answer({ ...request, candidates: this.#candidatesFor(request.facts) }).catch(() => {});
    } catch (error) {
      request.session.notFound(request.entryId, asTonearmError(error));
    }
  }

  #candidatesFor({ text, reference }: RequestFacts): Candidates {
    const { sources, resolver } = this.#parts;
    return reference ? [{ reference }] : resolver.identify(parseQuery(text, sources.names()));
  }

  /** Waits for the answer and puts it where the request kept its place. */
  async #answer({ facts, candidates, session, entryId, card, known }: OpenRequest): Promise<Added> {
    const { taskId, text, priority, requestedBy } = facts;
    const { guildId } = session;
    const logger = this.#parts.logger.child({ guildId, request: taskId });
    let lookup: Lookup | undefined;
    try {
      if (known) return session.answer(entryId, known, candidates[0], text);
      const lookupRequest = { id: taskId, name: text, priority, tenant: guildId, requestedBy, logger };
      lookup = await this.#parts.resolver.lookUp(candidates, lookupRequest);
      if (lookup.kind === 'known') return session.answer(entryId, lookup.resolution, candidates[0], text);
      session.lookingUp(entryId, lookup.task);
      const [{ reference }] = candidates;
      card.watch(lookup.task, `${reference.source} ${reference.kind}`);
      return session.answer(entryId, await lookup.task.result, candidates[0], text);
    } catch (error) {
      const reason = asTonearmError(error);
      // What a task failed with, its scheduler has told.
      if (lookup === undefined) logger.warn('A request could not be looked up', { error: reason });
      session.notFound(entryId, reason);
      throw reason;
    }
  }

  /**
   * Looks for what could be played, best first, without playing it.
   * @throws InvalidRequestError, UnknownLinkError when the text cannot be used
   */
  search(request: SearchRequest): Promise<readonly Track[]> {
    return this.#parts.search.search(request);
  }

  /** Hears of each guild's music when it begins. */
  onSession(listener: (session: SessionControls) => void): Unsubscribe {
    return this.#parts.sessions.onBegin(({ controls }) => listener(controls));
  }

  /** Shows whatever plays in a guild in this message, in place of the one that showed it until now. `false` when nothing plays. */
  follow(guildId: string, message: MessageTarget): boolean {
    const session = this.#parts.sessions.find(guildId);
    return session !== undefined && this.#parts.nowPlaying.follow(session, message);
  }

  /** One guild's music; `undefined` when there is no session. */
  session(guildId: string): SessionControls | undefined {
    return this.#parts.sessions.find(guildId)?.controls;
  }

  /** Goes into a voice channel, or over to another one. @throws ResourceLimitError when there is no connection left */
  join(guildId: string, channelId: string): void {
    this.#parts.sessions.open(guildId).join(channelId);
  }

  /** A task that has not ended, or one of the last that have. */
  task(taskId: string): TaskRecord | undefined {
    return this.#parts.resolving.task(taskId);
  }

  /** Withdraws a request. `false` when there is no such task or it has ended. */
  cancel(taskId: string, reason: string): boolean {
    return this.task(taskId)?.cancel(reason) ?? false;
  }

  status(guildId: string): TonearmStatus {
    const { resolving, requests, guarded } = this.#parts;
    const tasks = resolving.tasksOf(guildId).map((record): TaskStatus => {
      const { id, name, requestedBy, priority, state } = record;
      const percent = state.status === 'succeeded' ? 100 : requests.percentOf(id);
      return { id, name, requestedBy, priority, state, percent, position: record.position() ?? null };
    });
    const stats = resolving.stats();
    const perWorker = stats.perWorker.map((worker) => forEyesOf(guildId, worker));
    return { stats: { ...stats, perWorker }, circuits: guarded.circuits(), tasks };
  }

  /** How much is held, to notice what is never let go. */
  census(): TonearmCensus {
    const { sessions, requests, journal } = this.#parts;
    return { sessions: sessions.size, cards: requests.size, journaled: journal.size };
  }

  /** Hears when a source begins to fail, is asked again, and works again. */
  onCircuit(listener: (report: CircuitReport) => void): Unsubscribe {
    return this.#parts.guarded.onCircuit(listener);
  }

  async cacheFigures(): Promise<CacheFigures> {
    const { cache } = this.#parts;
    const popular = (await cache.popular()).filter(isWorthRenewing).length;
    return { ...cache.stats(), popular };
  }

  /** Renews popular answers that are about to age, now, within the same budget as always. */
  warmCache(): Promise<WarmingReport> {
    return this.#parts.warmer.warm();
  }

  /** Forgets every answer, for all guilds: the cache is shared. @returns how many there were */
  clearCache(): Promise<number> {
    return this.#parts.cache.clear();
  }

  resourceStatus(): ResourceStatus {
    const { resources, sessions } = this.#parts;
    return { ...resources.report(), sessions: sessions.uses() };
  }

  /**
   * Closes what has been unused for its time, the asking guild's session already if it is idle; drops what has expired
   * in the cache, and shrinks it.
   */
  async cleanUp(guildId: string): Promise<CleanupReport> {
    const { sessions, cache, resources } = this.#parts;
    const own = sessions.releaseIdle(guildId) ? 1 : 0;
    const closed = own + sessions.sweep();
    const expired = (await cache.sweep?.()) ?? 0;
    return { sessions: closed, children: resources.sweep(), expired, cacheEntries: cache.shrink?.() ?? 0 };
  }

  /** Completes what a listener is typing, from every source that can, in search order; at most 25. Never rejects. */
  suggest(text: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
    return collectSuggestions(this.#parts.guarded, text, signal);
  }

  /** The picture behind an `artwork:` link; `undefined` when there is none. Never rejects. */
  artwork(url: string, signal: AbortSignal): Promise<Artwork | undefined> {
    return openArtwork(this.#parts.guarded, url, signal);
  }

  /** Leaves every channel, ends every task and tears the plugins down, in reverse order. */
  close(): Promise<void> {
    this.#closing ??= this.#parts.close();
    return this.#closing;
  }
}

/** Stands for what nobody looks up. */
const KNOWN = { source: 'known', kind: 'playlist', id: '' } as const;

function knownList(title: string, items: readonly (Track | Reference)[]): Resolution {
  return { kind: 'playlist', playlist: { title, url: '', trackCount: items.length, items } };
}

/** No guild learns what another one asked for. */
function forEyesOf(guildId: string, { current, ...worker }: WorkerStats): WorkerStats {
  const isForeign = current !== null && current.tenant !== guildId;
  return { ...worker, current: isForeign ? { ...current, tenant: '', name: '' } : current };
}
