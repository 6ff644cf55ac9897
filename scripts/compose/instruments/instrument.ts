import type { Random } from '../sound/random.js';

/** One note as an instrument plays it. */
export interface Tone {
  readonly frequencyHz: number;
  /** How long the key is held; the sound may ring on. */
  readonly seconds: number;
  /** How hard it is struck, 0–1. */
  readonly velocity: number;
  readonly random: Random;
}

/** Renders one note as mono samples around ±1; it begins and ends at zero. */
export type Instrument = (tone: Tone) => Float32Array;
