import type { Priority } from '../model/priority.js';

/** Where a request stands between 0, which starts first, and {@link LOWEST_LEVEL}. */
export type Level = 0 | 1 | 2 | 3;

/** All levels, best first. */
export const LEVELS: readonly Level[] = [0, 1, 2, 3];

/** Where `low` begins. */
export const LOWEST_LEVEL: Level = 3;

/** The level on which a request of this priority begins. */
export const LEVEL_OF: Readonly<Record<Priority, Level>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** The next level up, for whoever has waited long enough; nothing stands above 0. */
export function levelAbove(level: Level): Level {
  return LEVELS[level - 1] ?? 0;
}

/** One of something for each level. */
export function perLevel<T>(make: () => T): [T, T, T, T] {
  return [make(), make(), make(), make()];
}
