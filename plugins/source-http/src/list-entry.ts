/** One line of a playlist: where it leads, and what is said of it. */
export interface ListEntry {
  readonly url: URL;
  /** Empty when the list names none. */
  readonly title: string;
  /** `null` when the list does not tell, as for radio. */
  readonly durationMs: number | null;
}

/** More of a list is not read: nobody plays that much. */
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

/** Seconds in a list as milliseconds; `null` for none, and for -1, which says “without an end, or unknown”. */
export function listedMs(seconds: string | undefined): number | null {
  const ms = Math.round(Number.parseFloat(seconds ?? '') * 1000);
  return ms >= 1_000 && Number.isSafeInteger(ms) ? ms : null;
}
