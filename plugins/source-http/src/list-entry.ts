/** One line of a playlist: where it leads, and what is said of it. */
export interface ListEntry {
  readonly url: URL;
  /** Empty when the list names none. */
  readonly title: string;
  /** `null` when the list does not tell, as for radio. */
  readonly durationMs: number | null;
}

/** Seconds in a list as milliseconds; `null` for none, and for -1, which says “without an end, or unknown”. */
export function listedMs(seconds: string | undefined): number | null {
  const ms = Math.round(Number.parseFloat(seconds ?? '') * 1000);
  return ms >= 1_000 && Number.isSafeInteger(ms) ? ms : null;
}
