import type { Wording } from './model/phrase.js';
import type { Cache, CacheFigures } from './cache/cache.js';
import type { SessionJournal } from './journal/session-journal.js';
import { SessionRestorer } from './journal/session-restorer.js';
import type { LyricsFinder } from './lyrics/lyrics-finder.js';
import type { Matches } from './matching/matches.js';
import type { Lyrics } from './model/lyrics.js';
import type { Resolution } from './model/resolution.js';
import type { Track } from './model/track.js';
import type { PlayRequest, PlayTicket } from './playback/play-request.js';
import type { NowPlayingBoard } from './playback/now-playing-board.js';
import type { RequestBoard } from './playback/request-board.js';
import type { SessionControls } from './playback/session-controls.js';
import type { Sessions } from './playback/sessions.js';
import type { FindMessage, MessageTarget } from './progress/message-target.js';
import type { ProgressView } from './progress/progress-view.js';
import type { Clock, Unsubscribe } from './runtime/clock.js';
import type { Resources } from './resources/resources.js';
import type { Logger } from './runtime/logger.js';
import type { Registry } from './runtime/registry.js';
import { RequestDesk } from './requests/request-desk.js';
import type { Favourites } from './playlists/favourites.js';
import type { ImportRequest, ImportTicket, PlaylistImports, ResumedImport } from './playlists/playlist-imports.js';
import type { Playlists } from './playlists/playlists.js';
import type { SettingsStore } from './settings/settings-store.js';
import type { Scheduler, TaskRecord } from './scheduler/scheduler.js';
import type { Artwork, Source, Suggestion } from './sources/audio-source.js';
import { type CacheWarmer, isWorthRenewing, type WarmingReport } from './sources/cache-warmer.js';
import type { CircuitReport } from './sources/circuit-report.js';
import type { GuardedSources } from './sources/guarded-sources.js';
import type { SourceResolver } from './sources/source-resolver.js';
import type { SearchRequest, TrackSearch } from './sources/track-search.js';
import { collectSuggestions, openArtwork } from './sources/suggestions.js';
import type { CleanupReport, ResourceStatus, TonearmCensus } from './status/figures.js';
import { statusFor, type TonearmStatus } from './status/tonearm-status.js';

/** What a {@link Tonearm} is made of; `createTonearm` puts it together. */
export interface TonearmParts {
  readonly sources: Registry<Source>;
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
  readonly lyrics: LyricsFinder;
  readonly matches: Matches;
  readonly nowPlaying: NowPlayingBoard;
  readonly search: TrackSearch;
  readonly resources: Resources;
  readonly journal: SessionJournal;
  readonly findMessage: FindMessage;
  /** Whether there is what changes the sound of a track. */
  readonly canChangeSound: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  newId(): string;
  /** Tears everything down. */
  close(): Promise<void>;
}

/** The whole of it, as front ends and bot authors hold it. */
export class Tonearm {
  readonly #parts: TonearmParts;
  readonly #desk: RequestDesk;
  #closing: Promise<void> | undefined;

  /** Use `createTonearm`. */
  constructor(parts: TonearmParts) {
    this.#parts = parts;
    this.#desk = new RequestDesk(parts);
  }

  /** The installed sources, in search order. */
  get sources(): Registry<Source> {
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

  /** Goes on with imports that an earlier process had not ended, from the page where each was. @throws StoreError */
  resumeImports(): Promise<readonly ResumedImport[]> {
    return this.#parts.imports.resume();
  }

  /**
   * The words of a track: what its source knows, then what the providers that were set up know; `undefined` when nobody does.
   * @throws LyricsUnavailableError when nobody knew them, and not everyone could be asked
   */
  lyrics(track: Track, signal: AbortSignal = new AbortController().signal): Promise<Lyrics | undefined> {
    return this.#parts.lyrics.find(track, signal);
  }

  /** What is played where another recording was found than the one that was asked for, and what listeners say about it. */
  get matches(): Matches {
    return this.#parts.matches;
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
    return this.#desk.play(request);
  }

  /**
   * Goes on where an earlier process ended: queues and channels, what played and how far it was, requests and their
   * messages. Call it once the front end is connected. @returns how many sessions go on
   * @throws StoreError when what was saved cannot be read
   */
  restore(): Promise<number> {
    return new SessionRestorer({ ...this.#parts, answer: (request) => this.#desk.answerAgain(request) }).restore();
  }

  /** Resolves once everything of a guild, as it is now, would survive a crash. @throws StoreError when it would not */
  saved(guildId: string): Promise<void> {
    return this.#parts.journal.durable(guildId);
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
  cancel(taskId: string, reason: Wording): boolean {
    return this.task(taskId)?.cancel(reason) ?? false;
  }

  status(guildId: string): TonearmStatus {
    return statusFor(guildId, this.#parts);
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
