// Tonearm
export type { TonearmOptions } from './composition/tonearm-options.js';
export { createTonearm } from './create-tonearm.js';
export type { Tonearm } from './tonearm.js';
export type { CleanupReport, ResourceStatus, TonearmCensus } from './status/figures.js';
export type { TonearmStatus } from './status/tonearm-status.js';
export type { PlayRequest, PlayTicket } from './playback/play-request.js';

// Model: plain data
export type { AudioFormat, AudioPart, AudioStream } from './model/audio-stream.js';
export type {
  ActionId,
  Button,
  ControlRow,
  Embed,
  EmbedField,
  MessageContent,
  Select,
  SelectOption,
  TextFile,
} from './model/message-content.js';
export type { Lyrics, SyncedLine, Words } from './model/lyrics.js';
export { englishOf, type Phrase, type Wording } from './model/phrase.js';
export { pictureType } from './model/picture-type.js';
export { readIsrc } from './model/isrc.js';
export { isPriority, PRIORITIES, type Priority } from './model/priority.js';
export { type Identified, type Query, parseReferenceKey, type Reference, referenceKey } from './model/query.js';
export { type Detour, isTrack, type Playlist, type Resolution } from './model/resolution.js';
export { isLive, referenceOf, type Track, type TrackLength } from './model/track.js';

// Errors
export { LyricsUnavailableError } from './errors/lyrics-errors.js';
export { MessageGoneError, RateLimitedError } from './errors/message-errors.js';
export {
  CancelledError,
  DeadlineError,
  InvalidRequestError,
  NothingFoundError,
  QueueFullError,
  RefusedError,
  UnknownLinkError,
} from './errors/request-errors.js';
export { ResourceLimitError } from './errors/resource-errors.js';
export { InvalidSettingError } from './errors/settings-errors.js';
export { type FileFault, PlaylistError, type PlaylistProblem } from './errors/playlist-errors.js';
export { SetupError } from './errors/setup-errors.js';
export {
  CircuitOpenError,
  FfmpegMissingError,
  SourceUnavailableError,
  TrackUnavailableError,
  UndecodableError,
} from './errors/source-errors.js';
export { StoreError } from './errors/store-errors.js';
export { asTonearmError, TonearmError, UnexpectedError } from './errors/tonearm-error.js';
export { VoiceError } from './errors/voice-errors.js';

// Runtime
export { type Deadline, raceSignal, startDeadline, waitAtMost } from './runtime/abort.js';
export { type Clock, SystemClock, type Unsubscribe } from './runtime/clock.js';
export { findProgram } from './runtime/find-program.js';
export { Listeners } from './runtime/listeners.js';
export { LOG_LEVELS, type LogFields, type Logger, type LogLevel, PinoLogger, silentLogger } from './runtime/logger.js';
export { Registry } from './runtime/registry.js';
export { SharedWork } from './runtime/shared-work.js';

// Resources
export { Children } from './resources/children.js';
export type { MemoryFigures, MemoryLevel, MemoryReader } from './resources/memory-watch.js';
export {
  type ResourceFigures,
  type ResourceKind,
  ResourceLedger,
  type ResourceReason,
} from './resources/resource-ledger.js';
export { type ResourceLimits, resourceLimits } from './resources/resource-limits.js';
export type { ResourcesReport } from './resources/resources.js';

// Scheduling
export { newTaskId } from './scheduler/task-id.js';
export { PriorityScheduler } from './scheduler/priority-scheduler.js';
export {
  type CloseOptions,
  isTerminal,
  type Scheduler,
  type SchedulerStats,
  type Spread,
  type TaskRecord,
  type TaskStatus,
} from './scheduler/scheduler.js';
export type { SchedulerCensus } from './scheduler/scheduler-census.js';
export type { SchedulerOptions } from './scheduler/scheduler-options.js';
export type { WorkerStats } from './scheduler/worker.js';
export type { Task, TaskContext, TaskEvent, TaskSpec, TaskState } from './scheduler/task.js';

// Resilience
export type { CircuitBreaker, CircuitState } from './resilience/circuit-breaker.js';
export { type BackoffOptions, exponentialBackoff } from './resilience/exponential-backoff.js';
export { RetryBudget, type RetryBudgetOptions, withinBudget } from './resilience/retry-budget.js';
export type { RetryPolicy } from './resilience/retry-policy.js';
export { WindowBreaker, type WindowBreakerOptions } from './resilience/window-breaker.js';

// Audio
export type { Ffmpeg, FfmpegOrigin } from './audio/ffmpeg.js';
export { FfmpegTranscoder, type FfmpegTranscoderOptions } from './audio/ffmpeg-transcoder.js';
export { type FindFfmpegOptions, findFfmpeg } from './audio/find-ffmpeg.js';
export { type FrameBatch, packFrames, unpackFrames } from './audio/frame-batch.js';
export {
  type AudioContainer,
  type ContainerName,
  containerMimeType,
  id3TagLength,
  recogniseContainer,
} from './audio/recognise-container.js';
export { type OggOpusOptions, oggOpus, oggOpusFile } from './audio/ogg-writer.js';
export { FRAME_SAMPLES, OPUS_SAMPLE_RATE, type OpusPacket, toOpusPacket } from './audio/opus-packet.js';
export { readEbmlHeader, readUnsigned } from './audio/ebml.js';
export { type OpusPacketsOptions, opusPackets } from './audio/opus-packets.js';
export {
  changedSound,
  isSameSound,
  PLAIN_SOUND,
  MOST_FILTERS,
  SOUND_RANGES,
  type Sound,
  type SoundChange,
} from './audio/sound.js';
export { isSoundFilterName, SOUND_FILTERS, type SoundFilter, type SoundFilterName } from './audio/sound-filters.js';
export { type SoundPlan, soundPlan } from './audio/sound-plan.js';
export { type SoundStart, soundFrom } from './audio/sound-start.js';
export type { TranscodeOptions, Transcoder } from './audio/transcoder.js';

// Transfer: bytes over the network, for sources
export { type BodyReading, bodyBytes } from './transfer/body-bytes.js';
export { fetchNear, type NearPart, type NearWanted } from './transfer/fetch-near.js';
export { type HeldBytes, heldBytes, type ReadHeader, retryAfterMs, validatorIn } from './transfer/file-headers.js';
export { type HlsBytesOptions, hlsBytes } from './transfer/hls-bytes.js';
export {
  type HlsBytes,
  type HlsKey,
  type HlsMaster,
  type HlsMedia,
  type HlsPlaylist,
  type HlsSegment,
  type HlsVariant,
  parseHls,
} from './transfer/hls-playlist.js';
export {
  followHls,
  type HlsStart,
  type HlsStream,
  hlsStart,
  type LoadedPlaylist,
  loadHls,
  streamMs,
} from './transfer/hls-stream.js';
export { linkTimeMs } from './transfer/link-time.js';
export { LONGEST_LINE, linesOf, MOST_ENTRIES, webLink } from './transfer/list-lines.js';
export type { ListedEntry } from './transfer/listed-entry.js';
export { parseM3u } from './transfer/m3u.js';
export { type FoundBytes, type OpenSignals, openReadable } from './transfer/open-readable.js';
export { parsePls } from './transfer/pls.js';
export { type JsonPath, listAt, textAt, valueAt } from './transfer/read-json.js';
export { beginningWith } from './transfer/beginning-with.js';
export { decodeText, readHead, readWhole } from './transfer/read-whole.js';
export { expectRest, fetchRest, type ResumedBytesOptions, resumedBytes } from './transfer/resumed-bytes.js';
export { stoppableReadable } from './transfer/stoppable-readable.js';
export type {
  ByteRange,
  FailureOptions,
  FetchedFile,
  FetchedPart,
  FetchOptions,
  SenderFault,
  Transfer,
} from './transfer/transfer.js';
export { type Fetch, type WebTransferOptions, webTransfer } from './transfer/web-transfer.js';

// Store
export { KeyvStore, type KeyvStoreParts } from './store/keyv-store.js';
export { MemoryStore } from './store/memory-store.js';
export { openStore, type OpenStoreOptions } from './store/open-store.js';
export type { Json, Store } from './store/store.js';

// Cache
export type {
  Cache,
  CacheEntryOptions,
  CacheFigures,
  CacheHit,
  CacheLifetime,
  CacheStats,
  PopularEntry,
} from './cache/cache.js';
export { type CacheBounds, TieredCache, type TieredCacheOptions } from './cache/tiered-cache.js';

// Progress
export { ChannelEdits, type ChannelEditsOptions } from './progress/channel-edits.js';
export type { EditTurn } from './progress/edit-line.js';
export { DISCORD_EDITS, type EditBudgetOptions } from './progress/edit-budget.js';
export {
  escapedLine,
  escapeMarkdown,
  maskedLink,
  person,
  plainLine,
  shorten,
  webAddress,
} from './progress/foreign-text.js';
export type { FindMessage, MessageTarget } from './progress/message-target.js';
export { type Delivery, ProgressPublisher, type ProgressPublisherOptions } from './progress/progress-publisher.js';
export type {
  AddedSnapshot,
  EndedSnapshot,
  NowPlayingSnapshot,
  ProgressSnapshot,
  ProgressView,
  RenderOptions,
  TaskSnapshot,
} from './progress/progress-view.js';
export { STARTING_STAGE, StageEstimate } from './progress/stage-estimate.js';
export type { TaskProgress } from './progress/task-progress.js';
export { ViewWriter, type ViewWriterParts } from './progress/view-writer.js';
export { type WatchTaskOptions, watchTask } from './progress/watch-task.js';

// Texts: what listeners read, in every language
export {
  type Catalogues,
  type CommonTexts,
  type Countable,
  LANGUAGES,
  type Language,
  languageOf,
  type Texts,
  type Values,
} from './texts/catalogue.js';
export { cleanText } from './texts/clean-text.js';
export { phrase, type Phrasing, phrases } from './texts/phrase.js';
export { type Speech, speechIn, speeches } from './texts/speech.js';
export { clockTime } from './texts/times.js';

// Sources
export {
  type Artwork,
  type AudioSource,
  hasSound,
  type MetadataSource,
  type OpenContext,
  RESOLVE_STAGES,
  type ResolveStage,
  type Source,
  type SourceContext,
  type Suggestion,
  type TrackLookup,
} from './sources/audio-source.js';
export type { WarmingReport } from './sources/cache-warmer.js';
export type { CircuitReport } from './sources/circuit-report.js';
export { MAX_QUERY_LENGTH, parseQuery } from './sources/parse-query.js';
export type { SearchRequest } from './sources/track-search.js';

// Playlists that are kept
export type { Favourites } from './playlists/favourites.js';
export { LARGEST_FILE } from './playlists/playlist-file.js';
export type { ImportRequest, ImportTicket, ResumedImport } from './playlists/playlist-imports.js';
export { LONGEST_NAME, nameKey } from './playlists/playlist-name.js';
export type { Addition, Playlists, Removal } from './playlists/playlists.js';
export {
  type Editor,
  type ImportMark,
  PLAYLIST_LIMITS,
  type PlaylistItem,
  type PlaylistLimits,
  type PlaylistOwner,
  type PlaylistSummary,
  type SavedPlaylist,
} from './playlists/saved-playlist.js';

// Matches
export type { Corrections } from './matching/corrections.js';
export type { Matches, MatchChoice, MatchOffer } from './matching/matches.js';
export type { StandIn } from './sources/stand-ins.js';

// Lyrics
export { lineAt, parseLyrics } from './lyrics/lrc.js';
export { lrclib, type LrclibOptions } from './lyrics/lrclib.js';
export type { LyricsProvider } from './lyrics/lyrics-provider.js';

// Settings
export type { SettingsChange } from './settings/changed-settings.js';
export { DEFAULT_SETTINGS, type GuildSettings, isSettingName, type SettingName } from './settings/guild-settings.js';
export type { SettingsChanged, SettingsStore } from './settings/settings-store.js';

// Playback
export { type AudioOutput, FRAME_MS, type OutputCommand, type OutputEvent } from './playback/audio-output.js';
export {
  isTrackEntry,
  type EntryContent,
  type PlayedInstead,
  type QueueEntry,
  type QueuePlace,
  type RestEdit,
  type RestOfPlaylist,
  type TrackEntry,
} from './playback/queue-entry.js';
export { parsePositions, placed, type PlacedEntry, type PositionRange } from './playback/queue-positions.js';
export { queueTime, type QueueTime, timeUntil } from './playback/queue-times.js';
export { onAir } from './playback/now-playing.js';
export { NO_RULES, type QueueRules } from './playback/queue-rules.js';
export type { QueueSelection, QueueTarget, Selected } from './playback/queue-selection.js';
export type { SessionControls } from './playback/session-controls.js';
export type {
  Added,
  EndReason,
  Loop,
  NowPlaying,
  SessionEvent,
  SessionModes,
  SessionSnapshot,
} from './playback/session-events.js';
export type { Rejoining } from './playback/rejoin.js';
export type { SessionVoiceState } from './playback/session-voice.js';
export type { Audience } from './playback/audience.js';
export type { VoiceConnection, VoiceConnectionState, VoiceConnector } from './playback/voice-connector.js';
export type { VoiceGateway, VoicePayload } from './playback/voice-gateway.js';

// Plugins
export { Container, type Factory } from './di/container.js';
export { inject, injectable } from './di/inject.js';
export { type Token, token } from './di/token.js';
export { tokens } from './di/tokens.js';
export type { Awaitable, Plugin, PluginContext, Teardown } from './plugin-host/plugin.js';
