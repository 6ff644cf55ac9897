/** The next number of a repeatable sequence, from 0 up to but without 1. */
export type Random = () => number;

/**
 * A generator that gives the same sequence for the same seed, everywhere: the files must come out the same each time.
 * The seed's text is hashed with FNV-1a; the sequence is mulberry32's.
 */
export function seededRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number between −1 and 1. */
export function bipolar(random: Random): number {
  return random() * 2 - 1;
}
