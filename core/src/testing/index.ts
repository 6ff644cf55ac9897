// Builders
export { aTrack } from './a-track.js';
export {
  aCancelledSnapshot,
  aFailedSnapshot,
  anAddedSnapshot,
  anEndedSnapshot,
  aNowPlayingSnapshot,
  aQueuedSnapshot,
  aRetryingSnapshot,
  aWorkingSnapshot,
  everySnapshot,
  HOSTILE_TEXTS,
  type LabelledSnapshot,
  SNAPSHOT_AT_MS,
} from './snapshots.js';

// Fakes
export { FailingStore } from './failing-store.js';
export { FakeAudience } from './fake-audience.js';
export { FakeClock } from './fake-clock.js';
export { FakeMetadataSource } from './fake-metadata-source.js';
export { FakeSource, type Trouble } from './fake-source.js';
export { FakeTranscoder } from './fake-transcoder.js';
export { type LogLine, RecordingLogger } from './recording-logger.js';
export { FakeAudioOutput, FakeVoiceConnection, FakeVoiceConnector } from './fake-voice.js';

// A server of sound, with faults
export { FaultyFetch, type FetchLike } from './media/faulty-fetch.js';
export type { IdentityPlace, MediaFault } from './media/media-fault.js';
export type { MediaRequest } from './media/media-request.js';
export { type AnswerMaker, type MediaAnswer, MediaStandIn } from './media/media-stand-in.js';
export {
  aWebmOpus,
  anAac,
  anHlsPlaylist,
  anMp3,
  anOggOpus,
  anOpusPacket,
  type HlsSegment,
} from './media/sounds.js';

// What the checks of a kit come to
export { type Grade, gradeText, type Mark, type Verdict } from './conformance/grade.js';

// Contracts
export type { CacheExam, CacheParts } from './cache-kit/cache-exam.js';
export { gradeCache, itBehavesLikeACache } from './cache-kit/cache-kit.js';
export { catalogueFaults } from './catalogue-faults.js';
export { discordLimits } from './discord-limits.js';
export { itBehavesLikeAScheduler, type SchedulerWish } from './scheduler-contract.js';
export type { OutputExam, OutputRig } from './output-kit/output-exam.js';
export { gradeOutput, itBehavesLikeAnOutput } from './output-kit/output-kit.js';
export { gradeSource, itBehavesLikeASource } from './source-kit/source-kit.js';
export type { SourceNetwork, SourceSamples } from './source-kit/source-samples.js';
export { itBehavesLikeAStore } from './store-contract.js';
export { gradeView, itBehavesLikeAView } from './view-kit/view-kit.js';
