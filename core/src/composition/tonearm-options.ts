import { Container } from '../di/container.js';
import type { LyricsProvider } from '../lyrics/lyrics-provider.js';
import type { Plugin } from '../plugin-host/plugin.js';
import type { ResourceLimits } from '../resources/resource-limits.js';
import type { RetryPolicy } from '../resilience/retry-policy.js';

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

export const DEFAULTS = { store: 'memory', workers: 3, capacity: 100, warmPerMinute: 6, hedge: false, standIns: true };

/** The options, with everything that has a default. */
export type CompleteOptions = typeof DEFAULTS & TonearmOptions & { readonly limits: ResourceLimits };
