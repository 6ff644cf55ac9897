/** A way into an answer: names of fields, and places in lists. */
export type JsonPath = readonly (string | number)[];

/** What lies at that place in a foreign answer, of whose shape nothing is trusted; `undefined` when there is no such place. */
export function valueAt(value: unknown, ...path: JsonPath): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    // Its own field, by the line above.
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}

/** The text at that place, as it came; `undefined` when there is none. */
export function textAt(value: unknown, ...path: JsonPath): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** What the list at that place holds; nothing when there is no list. */
export function listAt(value: unknown, ...path: JsonPath): readonly unknown[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found : [];
}
