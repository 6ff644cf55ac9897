import type { Wording } from '../model/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';

/** What every progress event tells. */
interface ProgressBase {
  readonly taskId: string;
  readonly tenant: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** 0–100; never falls within an attempt; 100 only with `succeeded`. */
  readonly percent: number;
  /** Estimated time left in milliseconds; `null` without an honest estimate. */
  readonly etaMs: number | null;
  /** How far off that has been lately in four of five cases, in milliseconds; absent until enough was learned. */
  readonly etaErrorMs?: number;
}

/** One step in the life of a request, as everyone who watches it hears it. */
export type TaskProgress = ProgressBase &
  /** `position`: tasks that would start before it. */
  (
    | { readonly kind: 'queued'; readonly position: number | null }
    /** `stage`: `starting` until the work names one. `notice`: what else a listener should know now, in words. */
    | { readonly kind: 'stage'; readonly stage: string; readonly attempt: number; readonly notice?: Wording }
    /** `attempt`: the try that has failed, from 1. */
    | { readonly kind: 'retrying'; readonly attempt: number; readonly retryAtMs: number; readonly error: TonearmError }
    | { readonly kind: 'succeeded' }
    | { readonly kind: 'failed'; readonly error: TonearmError }
    | { readonly kind: 'cancelled'; readonly reason: Wording }
  );
