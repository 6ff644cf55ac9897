/** One note of a score. Beats count from the piece's start; pitch is a MIDI number (60 is middle C, 69 is A at 440 Hz). */
export interface Note {
  readonly atBeat: number;
  readonly beats: number;
  readonly pitch: number;
  /** 0–1. */
  readonly velocity: number;
}

/** Beats in a bar: all our pieces are in four. */
export const BAR = 4;

/** The notes, so many bars later. */
export function atBar(bar: number, notes: readonly Note[]): Note[] {
  return notes.map((note) => ({ ...note, atBeat: note.atBeat + bar * BAR }));
}

/** A pattern of `patternBars` bars again and again, until `bars` bars are full. */
export function repeat(notes: readonly Note[], patternBars: number, bars: number): Note[] {
  const rounds = Array.from({ length: Math.ceil(bars / patternBars) }, (_, round) => atBar(round * patternBars, notes));
  return rounds.flat().filter((note) => note.atBeat < bars * BAR);
}

/** The notes, played that many times as hard. */
export function played(velocityFactor: number, notes: readonly Note[]): Note[] {
  return notes.map((note) => ({ ...note, velocity: Math.min(1, note.velocity * velocityFactor) }));
}

/** The notes, so many semitones higher. */
export function transposed(semitones: number, notes: readonly Note[]): Note[] {
  return notes.map((note) => ({ ...note, pitch: note.pitch + semitones }));
}
