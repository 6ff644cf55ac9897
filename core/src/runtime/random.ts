/** Gives numbers from 0 up to but not 1. */
export type Random = () => number;

/** The same items in another order. */
export function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const drawn = items.map((item) => ({ item, lot: random() }));
  return drawn.sort((a, b) => a.lot - b.lot).map(({ item }) => item);
}

/** Always the same numbers for a seed (mulberry32, public domain). */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
