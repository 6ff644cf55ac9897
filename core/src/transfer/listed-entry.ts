/** One line of a list of music: where it leads, as it stands there, and what is said of it. */
export interface ListedEntry {
  /** An address or a path, relative to the list or not. Whoever follows it decides whether it may be followed. */
  readonly location: string;
  /** Empty when the list names none; as somebody wrote it. */
  readonly title: string;
  /** `null` when the list does not tell, as for radio. */
  readonly durationMs: number | null;
}

/** Seconds in a list as milliseconds; `null` for none, and for -1, which says “without an end, or unknown”. */
export function listedMs(seconds: string | undefined): number | null {
  const ms = Math.round(Number.parseFloat(seconds ?? '') * 1000);
  return ms >= 1_000 && Number.isSafeInteger(ms) ? ms : null;
}
