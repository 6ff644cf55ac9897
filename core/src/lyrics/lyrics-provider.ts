import type { Words } from '../model/lyrics.js';
import type { Track } from '../model/track.js';

/** Knows the words of tracks, whatever source they come from. */
export interface LyricsProvider {
  /** As listeners read it. */
  readonly name: string;
  /**
   * The words of a track; `undefined` when it does not know them. Throw when it could not look: that is tried again later.
   * @param signal fires when nobody waits any more, or time is up
   */
  find(track: Track, signal: AbortSignal): Promise<Words | undefined>;
}
