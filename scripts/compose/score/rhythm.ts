import { type Chord, rootAbove } from './chord.js';
import { BAR, type Note } from './note.js';

const STEP = 0.25;
const VELOCITIES: Readonly<Record<string, number>> = { X: 1, x: 0.75, o: 0.4 };

/** A rhythm's hits in sixteenths: `X` loud, `x` normal, `o` a ghost, `.` nothing; spaces are for the eye. */
export function steps(text: string): { readonly atBeat: number; readonly velocity: number }[] {
  return [...text.replaceAll(' ', '')].flatMap((mark, index) => {
    const velocity = VELOCITIES[mark];
    return velocity === undefined ? [] : [{ atBeat: index * STEP, velocity }];
  });
}

/** A rhythm for a drum, whose pitch means nothing. */
export function beat(text: string): Note[] {
  return steps(text).map((step) => ({ ...step, beats: STEP, pitch: 60 }));
}

/** Chords of a bar each, struck in one rhythm; each stroke is held for `beats`. */
export function strokes(voicings: readonly (readonly number[])[], rhythm: string, beats: number): Note[] {
  return voicings.flatMap((voicing, bar) =>
    steps(rhythm).flatMap((step) =>
      voicing.map((pitch) => ({ atBeat: bar * BAR + step.atBeat, beats, pitch, velocity: step.velocity })),
    ),
  );
}

/** Chords that are held for `bars` bars each. */
export function held(voicings: readonly (readonly number[])[], bars: number, velocity = 0.7): Note[] {
  return voicings.flatMap((voicing, index) =>
    voicing.map((pitch) => ({ atBeat: index * bars * BAR, beats: bars * BAR, pitch, velocity })),
  );
}

/** Chord tones one after the other, in the given order of indices, each a sixteenth apart and `beats` long. */
export function arpeggio(voicings: readonly (readonly number[])[], order: readonly number[], beats: number): Note[] {
  return voicings.flatMap((voicing, bar) =>
    Array.from({ length: BAR / STEP }, (_, step) => {
      const index = order[step % order.length];
      const octave = 12 * Math.floor(index / voicing.length);
      const velocity = step % 4 === 0 ? 0.8 : 0.6;
      return { atBeat: bar * BAR + step * STEP, beats, pitch: voicing[index % voicing.length] + octave, velocity };
    }),
  );
}

/** One stroke of a bass line: when, for how long, and how many semitones above the chord's root; `lead` steps to the next root from below. */
export type BassStroke = readonly [atBeat: number, beats: number, step: number | 'lead', velocity?: number];

/** A bass line: the same strokes over each bar's chord, with roots in the octave that starts at `lowest`. */
export function bassLine(progression: readonly Chord[], lowest: number, pattern: readonly BassStroke[]): Note[] {
  return progression.flatMap((chord, bar) => {
    const following = progression[(bar + 1) % progression.length];
    return pattern.map(([atBeat, beats, step, velocity = 0.8]) => ({
      atBeat: bar * BAR + atBeat,
      beats,
      pitch: step === 'lead' ? rootAbove(following, lowest) - 1 : rootAbove(chord, lowest) + step,
      velocity,
    }));
  });
}
