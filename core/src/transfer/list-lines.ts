/** More entries of a list are not read: nobody plays that much. */
export const MOST_ENTRIES = 10_000;
/** Longer lines hold no address. */
export const LONGEST_LINE = 4_096;

/** The lines of a text, those that are too long left out. */
export function* linesOf(text: string): Generator<string> {
  for (const [line] of text.matchAll(/[^\r\n]+/g)) if (line.length <= LONGEST_LINE) yield line.trim();
}

/** An address of the web in a list, relative to the list’s own; `undefined` for files, other schemes and no address at all. */
export function webLink(text: string, base: URL): URL | undefined {
  const url = URL.parse(text, base);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}
