import type { Wording } from '../model/phrase.js';
import type { Unsubscribe } from '../runtime/clock.js';

/**
 * Sends frames to one guild's voice channel, on time. Message-shaped: plain commands in, plain events out, no shared
 * objects, so that it may live on this thread or in a worker. The session owns the queue; the output owns only frames.
 *
 * A *generation* is one opened stream. Frames are Opus packets of 20 ms. They are sent to the output only against
 * credit, so at most about five seconds are held there; while one waits to take the place of another, of both.
 */
export interface AudioOutput {
  /** It sends by itself, a frame every 20 ms, so that one that says nothing for ten seconds is stuck. Without it nobody wonders. */
  readonly keepsTime?: boolean;
  send(command: OutputCommand): void;
  onEvent(listener: (event: OutputEvent) => void): Unsubscribe;
}

export type OutputCommand =
  /**
   * Begins a generation. `replace` drops everything held and starts with its first frame; `append` starts it right
   * after the last frame of the one before, without a missing slot. Answered with `credit`.
   */
  | {
      readonly type: 'load';
      readonly generation: number;
      readonly mode: 'replace' | 'append';
      readonly positionMs: number;
      /** How much of the track passes while one second sounds, in seconds; 1 by default. */
      readonly speed?: number;
    }
  /**
   * Begins a generation that takes the place of another while that sounds, and of what stands before it. The old one goes on
   * until its position is `atMs` or later and the new one has enough frames from there on to go on without a break, or has
   * ended. What the new one has before that point is dropped, as is what the old one still had; of the old one no `ended` is
   * told. Answered with `credit`.
   *
   * When the old one is over already, nothing happens: its `ended` is on the way. When the old one is itself waiting to take a
   * place, the new one waits instead of it. `unload` withdraws one that waits.
   */
  | {
      readonly type: 'splice';
      readonly generation: number;
      readonly replaces: number;
      /** Where in the old one the first frame belongs, in milliseconds of the old one's track. */
      readonly atMs: number;
      /** What the position is at the first frame. */
      readonly positionMs: number;
      /** As in `load`. */
      readonly speed?: number;
    }
  | { readonly type: 'frames'; readonly generation: number; readonly frames: readonly Uint8Array[] }
  /** The generation has no more frames. */
  | { readonly type: 'end'; readonly generation: number }
  /** Drops a generation that was appended, or is to be spliced in, and has not begun; one that has goes on. */
  | { readonly type: 'unload'; readonly generation: number }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Drops everything held. */
  | { readonly type: 'stop' };

export type OutputEvent =
  /** So many more frames of the generation may be sent. */
  | { readonly type: 'credit'; readonly generation: number; readonly frames: number }
  /** The first frame of the generation left. */
  | { readonly type: 'started'; readonly generation: number }
  /** By frames that left, in milliseconds of the track, which pass faster or slower where there is a `speed`; about once a second. */
  | { readonly type: 'position'; readonly generation: number; readonly positionMs: number }
  /** Nothing to send although the generation has not ended; `resumed` follows. */
  | { readonly type: 'starved'; readonly generation: number }
  | { readonly type: 'resumed'; readonly generation: number }
  /** Its last frame left. */
  | { readonly type: 'ended'; readonly generation: number; readonly positionMs: number }
  /**
   * It is broken while it sends the generation, and why, in words: nothing leaves it any more, nor does it tell anything more.
   * What a new connection may mend; a connection that notices its own end tells that by its state instead.
   */
  | { readonly type: 'failed'; readonly generation: number; readonly reason: Wording };

/** How long one frame sounds, in milliseconds. */
export const FRAME_MS = 20;
