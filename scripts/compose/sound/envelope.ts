import { SAMPLE_RATE } from './stereo.js';

/** How a held note swells and dies away. */
export interface EnvelopeShape {
  readonly attackMs: number;
  /** The time until the level has all but reached `sustain`. */
  readonly decayMs: number;
  /** The level of a note that is held on, 0–1. */
  readonly sustain: number;
  readonly releaseMs: number;
}

const STEEPNESS = 5;
const REMNANT = Math.exp(-STEEPNESS);

/**
 * The gain of each sample of a note held for `seconds`; its length is the note's with its release.
 * It starts and ends at exactly zero and has no corner at the attack, so no note clicks.
 */
export function envelope(shape: EnvelopeShape, seconds: number): Float32Array {
  const attack = Math.max(1, (shape.attackMs / 1000) * SAMPLE_RATE);
  const decay = (shape.decayMs / 1000) * SAMPLE_RATE;
  const hold = Math.max(Math.round(seconds * SAMPLE_RATE), Math.ceil(attack));
  const release = Math.round((shape.releaseMs / 1000) * SAMPLE_RATE);
  const gain = new Float32Array(hold + release);
  for (let i = 0; i < hold; i++) {
    gain[i] = i < attack ? smoothStep(i / attack) : shape.sustain + (1 - shape.sustain) * fall((i - attack) / decay);
  }
  const held = gain[hold - 1];
  for (let i = 0; i < release; i++) gain[hold + i] = held * fall((i + 1) / release);
  return gain;
}

/** The gain of something struck: up within `attackMs`, then straight down to zero over `decayMs`. */
export function strike(attackMs: number, decayMs: number): Float32Array {
  return envelope({ attackMs, decayMs: 1, sustain: 1, releaseMs: decayMs }, attackMs / 1000);
}

/** From 0 to 1 without a corner at either end. */
export function smoothStep(x: number): number {
  return x <= 0 ? 0 : x >= 1 ? 1 : x * x * (3 - 2 * x);
}

/** An exponential from 1 at 0 to exactly 0 at 1. */
function fall(x: number): number {
  return x >= 1 ? 0 : (Math.exp(-STEEPNESS * x) - REMNANT) / (1 - REMNANT);
}
