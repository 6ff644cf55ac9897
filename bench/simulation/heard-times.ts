import type { Priority } from '@tonearm/core';

/** How long one listener waited since the request, in milliseconds. */
export interface HeardTimes {
  readonly priority: Priority;
  /** For the word that the request has arrived. */
  readonly ackMs: number;
  /** For what it was that was found. */
  readonly infoMs: number;
  /** For the first sound. */
  readonly audioMs: number;
}

/** A trace as someone played it. */
export interface Heard {
  readonly times: readonly HeardTimes[];
  /** How often the source was asked to describe a track. */
  readonly lookups: number;
}
