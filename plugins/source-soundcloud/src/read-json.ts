/** Reading of foreign JSON, of whose shape nothing is trusted: what is not there, or is something else, is `undefined`. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    // Its own field, by the line above.
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** A whole number above zero; ids of SoundCloud have outgrown 31 bits. */
export function countAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Longer, nobody reads; and what somebody else wrote has no end by itself. */
const MOST_LENGTH = 300;
/** Control characters, and those that turn the direction of whatever stands behind them. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** A title or name in one line, without what is not meant to be seen, and of bounded length; empty for what is none. */
export function wordsAt(value: unknown, ...path: readonly string[]): string {
  return (textAt(value, ...path) ?? '')
    .slice(0, 4 * MOST_LENGTH)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_LENGTH)
    .toWellFormed();
}
