const LETTERS: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** The pitch class (0 is C, 11 is B) of a name like `F#` or `Bb`. Throws a RangeError for anything else. */
export function pitchClass(name: string): number {
  const [letter = '', accidental = ''] = [name.charAt(0), name.slice(1)];
  const natural = LETTERS[letter];
  if (natural === undefined || !['', '#', 'b'].includes(accidental))
    throw new RangeError(`"${name}" is no pitch class`);
  return (natural + (accidental === '#' ? 1 : accidental === 'b' ? -1 : 0) + 12) % 12;
}

/** The MIDI number of a name like `C#5`; `A4` is 69. Throws a RangeError for anything else. */
export function midiOf(name: string): number {
  const match = /^([A-G])([#b]?)(-?\d)$/.exec(name);
  if (match === null) throw new RangeError(`"${name}" is no pitch`);
  const [, letter = '', accidental = '', octave = ''] = match;
  const shift = accidental === '#' ? 1 : accidental === 'b' ? -1 : 0;
  return 12 * (Number(octave) + 1) + LETTERS[letter] + shift;
}

/** The frequency of a MIDI number in equal temperament at A = 440 Hz. */
export function frequencyOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}
