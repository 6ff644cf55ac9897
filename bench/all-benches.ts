import type { Bench } from './bench.js';
import { acknowledgement } from './benches/acknowledgement.js';
import { blockedMain } from './benches/blocked-main.js';
import { cache } from './benches/cache.js';
import { cacheWarming } from './benches/cache-warming.js';
import { commands } from './benches/commands.js';
import { effect } from './benches/effect.js';
import { fairness } from './benches/fairness.js';
import { firstPacket } from './benches/first-packet.js';
import { localIndex } from './benches/local-index.js';
import { mechanisms } from './benches/mechanisms.js';
import { outage } from './benches/outage.js';
import { progress } from './benches/progress.js';
import { queues } from './benches/queues.js';
import { scheduler } from './benches/scheduler.js';
import { sixSongs } from './benches/six-songs.js';
import { sound } from './benches/sound.js';
import { streams } from './benches/streams.js';
import { workerPool } from './benches/worker-pool.js';

/** In the order in which they run: the small ones do not heat the machine for the large ones. */
export const ALL_BENCHES: readonly Bench[] = [
  scheduler,
  queues,
  workerPool,
  progress,
  cache,
  cacheWarming,
  localIndex,
  effect,
  mechanisms,
  outage,
  fairness,
  sixSongs,
  acknowledgement,
  commands,
  firstPacket,
  sound,
  streams,
  blockedMain,
];
