import type { Unsubscribe } from '../../runtime/clock.js';
import type { Query } from '../../model/query.js';
import type { MediaFault } from '../media/media-fault.js';

/** What the suite asks a source about. What is left out is not asked, and the report says so. */
export interface SourceSamples {
  /** Queries for one track that exists, in every spelling the source knows. Take one of a few seconds: its sound is read to its end. */
  readonly track: readonly [Query, ...Query[]];
  /** Queries that belong to other sources. */
  readonly foreign: readonly Query[];
  /** A query that the source takes, and for which there is nothing. */
  readonly missing?: Query;
  /** A query for what is there and will not be played, whoever tries again: private, protected, not for this country. */
  readonly unplayable?: Query;
  /** A query for a live stream. */
  readonly live?: Query;
  /** A link that says where to start, and where that is. */
  readonly timed?: { readonly query: Query; readonly startMs: number };
  /** A playlist, and the ids of what is in it, in its order. Take one of several pages if the source gives pages. */
  readonly playlist?: { readonly query: Query; readonly ids: readonly string[] };
  /**
   * A playlist of 10,000 tracks or more that is right to its end, and how many of them its service has been asked for until now. For a source that
   * gives pages.
   */
  readonly longPlaylist?: { readonly query: Query; readonly given: () => number };
  /** Words to search for, to which the source finds something. */
  readonly search?: Query;
  /** The ISRC of a recording, and the id of the track that the source finds by it. */
  readonly recording?: { readonly isrc: string; readonly id: string };
  /** What a listener has typed so far, for a source that completes it. */
  readonly prefix?: string;
  /** How long the track is, where the suite cannot measure it: by Opus packets, samples, or frames of MP3 and AAC. */
  readonly durationMs?: number;
  /** The source that opens the tracks, by name, where that is another one. */
  readonly tracksOf?: string;
  /** The network below the source, where faults are put. */
  readonly network?: SourceNetwork;
  /** How long the source may need to give up under a fault, in milliseconds; 5 s by default. */
  readonly patienceMs?: number;
}

/** What lies between a source and the world: a `MediaStandIn` that it asks, or the `FaultyFetch` that it was given. */
export interface SourceNetwork {
  /** Everything that was asked for. */
  readonly requests: readonly unknown[];
  /** How many requests have neither been answered to the end nor given up. */
  readonly unfinished: number;
  /** How many bytes of answers have gone over it. */
  readonly sentBytes: number;
  /** Every request for the path, `*` for all, meets the fault until the returned function is called. */
  failAlways(path: string, fault: MediaFault): Unsubscribe;
}
