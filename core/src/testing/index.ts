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
export { FakeClock } from './fake-clock.js';

// Contracts
export { itBehavesLikeACache } from './cache-contract.js';
export { discordLimits } from './discord-limits.js';
export { itBehavesLikeAStore } from './store-contract.js';
export { itBehavesLikeAView } from './view-contract.js';
