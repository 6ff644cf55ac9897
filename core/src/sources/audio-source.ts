import type { AudioStream } from '../model/audio-stream.js';
import type { Priority } from '../model/priority.js';
import type { Words } from '../model/lyrics.js';
import type { Identified, Query, Reference } from '../model/query.js';
import type { Resolution } from '../model/resolution.js';
import type { Track } from '../model/track.js';
import type { CircuitReport } from './circuit-report.js';

/** What every source does: it knows its links and words, and describes what is behind them. */
export interface TrackLookup {
  /** Lower case, unique among the installed sources. */
  readonly name: string;
  /** Takes whatever link there is: it is asked about a link only when no other source knows it, wherever it stands in the order. */
  readonly takesAnyLink?: boolean;
  /** What the query means to this source; `undefined` when it means nothing to it. Pure and instant: no I/O. */
  identify(query: Query): Identified | undefined;
  /** Looks a reference up. */
  resolve(reference: Reference, context: SourceContext): Promise<Resolution>;
  /** Completes what a listener is typing; at most 25, best first. */
  suggest?(prefix: string, context: SourceContext): Promise<readonly Suggestion[]>;
  /** Tracks that go well after this one. */
  related?(track: Track, context: SourceContext): Promise<readonly Track[]>;
  /** The words of a track, where this source has them itself, in the tags of a file say; `undefined` when it has none. */
  lyrics?(track: Track, context: SourceContext): Promise<Words | undefined>;
  /** Where the circuits of its upstreams stand, for a source that has one for each: those that are not closed are reported. */
  circuits?(): readonly CircuitReport[];
  /** The picture behind an `artwork:<name>/<id>` link of this source. */
  artwork?(id: string, context: SourceContext): Promise<Artwork | undefined>;
}

/**
 * Where music comes from. Implement `identify`, `resolve` and `open`; the guards around a source add the breaker,
 * the deadline, the cache and the log. Throw `TonearmError`s: their messages are read by listeners.
 */
export interface AudioSource extends TrackLookup {
  readonly kind?: 'audio';
  /**
   * What to look up to find a recording by its ISRC, for a source that can be searched by one: it is asked so before it is asked by words
   * when a recording of another source is looked for. What it finds need not be right; it is compared like everything else. Pure and instant: no I/O.
   */
  isrcSearch?(isrc: string): Reference;
  /** Opens the sound of a track that this source described. */
  open(track: Track, context: OpenContext): Promise<AudioStream>;
}

/**
 * A source that only knows what there is: its links are those of a service that gives no sound away. When the turn of one of its tracks
 * comes, the same recording is looked for at the sources with sound, by ISRC, title, artist and length. Tell them all where you can.
 * It has no live streams: a `durationMs` of `null` is a length that it does not know, and is marked so before anyone sees it.
 */
export interface MetadataSource extends TrackLookup {
  readonly kind: 'metadata';
  readonly open?: never;
}

/** Whatever can be asked for music. */
export type Source = AudioSource | MetadataSource;

/** Whether a source gives sound, and not only descriptions. */
export function hasSound(source: Source): source is AudioSource {
  return source.kind !== 'metadata';
}

/** What a source is given with each call. */
export interface SourceContext {
  /** Fires when nobody waits any more, or time is up. Stop the work behind it, child processes included. */
  readonly signal: AbortSignal;
  /** Says which stage has begun and how much of it is done (0–1). */
  report(stage: ResolveStage, fraction?: number): void;
  /** How soon it is wanted, for a source with a line of its own. */
  readonly priority?: Priority;
  /** The page of a playlist to give, as an earlier page's `next` named it. */
  readonly cursor?: string;
}

/** What a source is given to open a track. */
export interface OpenContext {
  /** Where to start, in milliseconds; as near as the source can, said in the stream's `positionMs`. */
  readonly positionMs: number;
  /** How soon it is wanted, for a source with a line of its own. */
  readonly priority?: Priority;
  /** Fires when opening takes too long or is no longer wanted. */
  readonly attemptSignal: AbortSignal;
  /** Fires when the stream is no longer wanted; it has no deadline. */
  readonly streamSignal: AbortSignal;
}

/** The milestones of a lookup, in their order; a source reports those it has. */
export const RESOLVE_STAGES = ['connecting', 'searching', 'reading-metadata', 'loading-playlist', 'finishing'] as const;
/** What a lookup is doing, as far as progress knows a name for it. */
export type ResolveStage = (typeof RESOLVE_STAGES)[number];

/** One line of autocomplete. */
export interface Suggestion {
  /** What the listener sees, at most 100 characters. */
  readonly label: string;
  /** What is asked when it is chosen, at most 100 characters. */
  readonly query: string;
}

/** A picture that belongs to a track. */
export interface Artwork {
  readonly bytes: Uint8Array;
  /** `image/jpeg`, `image/png`, … */
  readonly contentType: string;
}
