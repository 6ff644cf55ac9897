import type { Effect } from '../effects/effect.js';
import type { EchoSound } from '../effects/echo.js';
import type { RoomSound } from '../effects/reverb.js';
import type { Instrument } from '../instruments/instrument.js';
import type { Groove } from '../score/groove.js';
import type { Note } from '../score/note.js';
import type { Point } from '../sound/automation.js';

/** One instrument in the mix: what it plays, and how it is heard. */
export interface Channel {
  readonly name: string;
  readonly instrument: Instrument;
  readonly notes: readonly Note[];
  readonly gainDb: number;
  /** From −1, left, to 1, right. */
  readonly pan?: number;
  /** How far the notes of this channel lie apart around `pan`, by their pitch. */
  readonly width?: number;
  /** How far a note may stray from its time, either way: nobody plays like a clock. */
  readonly looseMs?: number;
  /** How much later the player sits than the beat. */
  readonly lateMs?: number;
  /** Effects on the whole channel, in order. */
  readonly inserts?: readonly Effect[];
  readonly roomDb?: number;
  readonly echoDb?: number;
  /** How much each kick pushes this channel down, 0–1. */
  readonly ducking?: number;
  /** A gain in dB along the piece's beats, on top of `gainDb`. */
  readonly fader?: readonly Point[];
}

/** A whole piece, ready to be mixed. */
export interface Piece {
  /** The name of the piece, which also seeds its chance. */
  readonly name: string;
  readonly groove: Groove;
  readonly beats: number;
  /** How long the last sounds may ring after the last beat. */
  readonly tailSeconds: number;
  readonly channels: readonly Channel[];
  readonly room: RoomSound;
  readonly echo: EchoSound;
  /** The notes that push ducked channels down, usually the kick's. */
  readonly ducker?: readonly Note[];
}
