import type { TrackEntry } from '../../src/playback/queue-entry.js';
import { aTrack } from '../../src/testing/a-track.js';

/** A track in the queue of somebody. */
export function aTrackEntry(id: string): TrackEntry {
  const content = { kind: 'track', track: aTrack({ id, title: `Title of ${id}` }), startMs: 0 } as const;
  return { id, requestId: 'request', requestedBy: 'ada', place: 'end', content };
}
