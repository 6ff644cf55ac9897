/** One playable piece of music, as its source describes it. JSON-safe; says nothing of who asked for it. */
export interface Track {
  /** Name of the source that opens it. */
  readonly source: string;
  /** The source's own id: with `source`, it identifies the track for good. */
  readonly id: string;
  readonly title: string;
  /** Artist or channel; empty when the source does not know. */
  readonly author: string;
  readonly album?: string;
  /** Where a person can look at it; empty when there is no such place (a local file). */
  readonly url: string;
  /** Length in milliseconds; `null` is a live stream without an end, unless `lengthUnknown` says otherwise. */
  readonly durationMs: number | null;
  /** Beside a `durationMs` of `null`: it has an end, and nobody has told when. Set for tracks of sources without sound, which have no live streams. */
  readonly lengthUnknown?: true;
  /** An http(s) link to a picture, or `artwork:<source>/<id>`, which the source itself opens (see `AudioSource.artwork`). */
  readonly artworkUrl?: string;
  /** International Standard Recording Code, for finding the same recording elsewhere. */
  readonly isrc?: string;
  /** How much louder (or, below zero, quieter) it should be so that all tracks are about as loud, in dB: ReplayGain or R128, at −18 LUFS. */
  readonly gainDb?: number;
}

/** The reference that resolves to this track again. */
export function referenceOf(track: Track): { readonly source: string; readonly kind: 'track'; readonly id: string } {
  return { source: track.source, kind: 'track', id: track.id };
}

/** What is known of how long a track is. */
export type TrackLength = Pick<Track, 'durationMs' | 'lengthUnknown'>;

/** Whether a track is a live stream, which has no end. */
export function isLive({ durationMs, lengthUnknown }: TrackLength): boolean {
  return durationMs === null && lengthUnknown !== true;
}
