import { cleanText, type JsonPath, textAt, valueAt } from '@tonearm/core';

/** A whole number above zero; ids of SoundCloud have outgrown 31 bits. */
export function countAt(value: unknown, ...path: JsonPath): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' && Number.isSafeInteger(found) && found > 0 ? found : undefined;
}

/** A title or name, fit to be shown; empty for what is none. */
export function wordsAt(value: unknown, ...path: JsonPath): string {
  return cleanText(textAt(value, ...path));
}
