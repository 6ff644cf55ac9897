import type { AudioSource } from '../../../src/sources/audio-source.js';
import type { MediaStandIn } from '../../../src/testing/media/media-stand-in.js';
import type { ShelfSource } from './shelf-source.js';

/** A source with one fault. */
export interface Mutant {
  /** Finishes “a source that …”. */
  readonly fault: string;
  /** The one check that it breaks. */
  readonly breaks: string;
  /** What it does otherwise than the good one. */
  spoil(good: ShelfSource, media: MediaStandIn): Partial<AudioSource>;
  /** Its name, where that is the fault. */
  readonly name?: string;
  /** What it leaves behind is the process's, so no other may be examined meanwhile. */
  readonly alone?: boolean;
}
