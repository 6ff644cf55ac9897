// As the core reads it, which the metadata thread does not load.

/** Reading of foreign JSON, of whose shape nothing is trusted: what is not there, or is something else, is `undefined`. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    // Its own field, by the line above.
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** A number at or above zero, also one that is written as a text, as YouTube writes its large ones. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path);
  const number = typeof found === 'string' && /^\d{1,15}$/.test(found) ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A text of YouTube's, which is plain, `simpleText`, or in pieces of different looks. */
export function wordsAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found === 'string') return found;
  const simple = textAt(found, 'simpleText');
  if (simple !== undefined) return simple;
  return listAt(found, 'runs')
    .map((run) => textAt(run, 'text') ?? '')
    .join('');
}
