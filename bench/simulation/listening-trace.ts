import type { Priority } from '@tonearm/core';
import { lognormal } from './lognormal.js';
import { seededRandom, zipfTrace } from './zipf-trace.js';

export interface ListeningTraceOptions {
  /** The same seed gives the same trace. */
  readonly seed: number;
  /** Requests in all; a tenth of them comes in rushes. */
  readonly requests: number;
  /** How many different tracks there are, apart from those that only a rush asks for. */
  readonly tracks: number;
  /** Over how long the requests spread, in milliseconds. */
  readonly durationMs: number;
  /** Half of the calls to the source take less than this, in milliseconds. */
  readonly extractionMs: number;
}

/** One listener's wish. */
export interface ListeningStep {
  /** Milliseconds since the trace began. */
  readonly atMs: number;
  readonly track: number;
  readonly priority: Priority;
}

/** What everyone who plays a trace is given: the same wishes, and the same source. */
export interface ListeningTrace {
  /** In order of time. */
  readonly steps: readonly ListeningStep[];
  /** How long the source takes to describe the track of that number, in milliseconds. */
  readonly lookupMs: readonly number[];
  /** How long it takes to open its sound. */
  readonly openingMs: readonly number[];
}

/** Requests in a rush, and how long one lasts, in milliseconds. */
const RUSH = 10;
const RUSH_MS = 3_000;
const SIGMA = 0.5;
/** Below what one try of any source may take, so that nobody is refused for the dice's sake. */
const MOST_MS = 14_000;

/**
 * Requests with Zipf's favour. Every tenth comes in a rush: by turns ten people ask for the same new link, and nine
 * tracks are asked for at low priority with an urgent one among them. Of the others one in ten is urgent. Pure.
 */
export function listeningTrace(options: ListeningTraceOptions): ListeningTrace {
  const { seed, requests, tracks, durationMs, extractionMs } = options;
  const rushes = Math.floor(requests / 10 / RUSH);
  const random = seededRandom(seed + 1);
  const single = zipfTrace({ seed, requests: requests - rushes * RUSH, tracks, exponent: 1, durationMs });
  const singles = single.map((step, index): ListeningStep => {
    return { ...step, priority: index % 10 === 0 ? 'urgent' : 'normal' };
  });
  const rushed = Array.from({ length: rushes }, (_, rush) => {
    const startMs = random() * (durationMs - RUSH_MS);
    return Array.from({ length: RUSH }, (_, index): ListeningStep => {
      const atMs = startMs + random() * RUSH_MS;
      const first = tracks + rush * RUSH;
      if (rush % 2 === 0) return { atMs, track: first, priority: 'normal' };
      return { atMs, track: first + index, priority: index === 0 ? 'urgent' : 'low' };
    });
  });
  const steps = [...singles, ...rushed.flat()].sort((a, b) => a.atMs - b.atMs);
  const durations = { count: tracks + rushes * RUSH, median: extractionMs, sigma: SIGMA, most: MOST_MS };
  return {
    steps,
    lookupMs: lognormal({ seed: seed + 2, ...durations }),
    openingMs: lognormal({ seed: seed + 3, ...durations }),
  };
}
