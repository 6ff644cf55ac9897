import { pitchClass } from './pitch.js';

/** A chord: its root's pitch class and its tones in semitones above the root. */
export interface Chord {
  readonly root: number;
  readonly tones: readonly number[];
}

const QUALITIES: Readonly<Record<string, readonly number[]>> = {
  '': [0, 4, 7],
  add9: [0, 4, 7, 14],
  maj7: [0, 4, 7, 11],
  maj9: [0, 4, 7, 11, 14],
  '7': [0, 4, 7, 10],
  '7#5': [0, 4, 8, 10],
  '7sus4': [0, 5, 7, 10],
  '13': [0, 4, 10, 14, 21],
  m: [0, 3, 7],
  m7: [0, 3, 7, 10],
  m9: [0, 3, 7, 10, 14],
  m7b5: [0, 3, 6, 10],
};

/** Reads chord symbols, divided by spaces, one a bar: `Dm9 Bbmaj9 A7#5`. Throws a RangeError for an unknown one. */
export function chords(symbols: string): Chord[] {
  return symbols.split(/\s+/).map((symbol) => {
    const [, root = '', quality = ''] = /^([A-G][#b]?)(.*)$/.exec(symbol) ?? [];
    const tones = QUALITIES[quality];
    if (tones === undefined || root === '') throw new RangeError(`"${symbol}" is no chord we know`);
    return { root: pitchClass(root), tones };
  });
}

/** The chord's root as a MIDI number in the octave that starts at `lowest`. */
export function rootAbove(chord: Chord, lowest: number): number {
  return lowest + ((((chord.root - lowest) % 12) + 12) % 12);
}

/**
 * Lays chords out close together above `lowest` so that each moves as little as it can from the one before.
 * The root is left to the bass where a chord has five tones.
 */
export function voiced(progression: readonly Chord[], lowest: number): number[][] {
  let previous: readonly number[] | undefined;
  return progression.map((chord) => {
    const tones = chord.tones.length > 4 ? chord.tones.slice(1) : chord.tones;
    const candidates = inversions(
      tones.map((tone) => (chord.root + tone) % 12),
      lowest,
    );
    const chosen = previous === undefined ? candidates[0] : nearest(candidates, previous);
    previous = chosen;
    return chosen;
  });
}

function inversions(classes: readonly number[], lowest: number): number[][] {
  return classes
    .map((start) => {
      const bottom = lowest + ((((start - lowest) % 12) + 12) % 12);
      return classes.map((tone) => bottom + ((tone - start + 12) % 12)).sort((a, b) => a - b);
    })
    .sort((a, b) => a[0] - b[0]);
}

function nearest(candidates: readonly number[][], previous: readonly number[]): number[] {
  const centre = mean(previous);
  return candidates.reduce((best, next) =>
    Math.abs(mean(next) - centre) < Math.abs(mean(best) - centre) ? next : best,
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
