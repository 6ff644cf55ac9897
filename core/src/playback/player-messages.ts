import type { Wording } from '../model/phrase.js';
import type { TonearmError } from '../errors/tonearm-error.js';
import type { OutputEvent } from './audio-output.js';
import type { PumpOutcome } from './frame-pump.js';
import type { OpenedStream } from './opened-stream.js';
import type { TrackEntry } from './queue-entry.js';

/** What comes back from the outside; the session's mailbox hands it to `Player.handle`. */
export type PlayerMessage =
  | { readonly type: 'opened'; readonly generation: number; readonly stream: OpenedStream }
  | { readonly type: 'open-failed'; readonly generation: number; readonly error: TonearmError }
  /** Opening has failed and is tried again later. */
  | { readonly type: 'opening-again'; readonly generation: number }
  /** What a listener should know while it is opened, in words. */
  | { readonly type: 'opening-notice'; readonly generation: number; readonly words: Wording }
  /** What a live stream says is on. */
  | { readonly type: 'announced'; readonly generation: number; readonly title: string }
  | { readonly type: 'pumped'; readonly generation: number; readonly outcome: PumpOutcome }
  /** Nothing has been heard of it for too long, although it plays. */
  | { readonly type: 'silent'; readonly generation: number }
  | { readonly type: 'output'; readonly event: OutputEvent };

/** What the session learns of it. */
export type PlayerEvent =
  | { readonly type: 'started'; readonly entry: TrackEntry }
  /** Position, buffering, trouble or paused changed. */
  | { readonly type: 'changed'; readonly entry: TrackEntry }
  /** Played to its end. The next one, if it was prepared, is the current one now. */
  | { readonly type: 'ended'; readonly entry: TrackEntry; readonly outcome: 'finished' }
  /** Another place or another sound could not be had: what played before goes on. */
  | { readonly type: 'kept'; readonly entry: TrackEntry; readonly error: TonearmError }
  /** It could not be played where it was found, because of the error, and goes on from another source: the entry says which. `null`: there is no sound. */
  | { readonly type: 'elsewhere'; readonly entry: TrackEntry; readonly error: TonearmError | null }
  | { readonly type: 'failed'; readonly entry: TrackEntry; readonly error: TonearmError };
