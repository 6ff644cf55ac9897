import { cleanText, type ListedEntry, webLink } from '@tonearm/core';

/** One line of a playlist: where it leads, and what is said of it. */
export interface ListEntry {
  readonly url: URL;
  /** Empty when the list names none. */
  readonly title: string;
  /** `null` when the list does not tell, as for radio. */
  readonly durationMs: number | null;
}

/** Those entries that lead into the web, relative to the list’s own address. */
export function webEntries(entries: readonly ListedEntry[], base: URL): readonly ListEntry[] {
  return entries.flatMap(({ location, title, durationMs }) => {
    const url = webLink(location, base);
    return url ? [{ url, title: cleanText(title), durationMs }] : [];
  });
}

/** `Groove Salad (#2): a nicely chilled plate` → the same as `(#1)`: another server of one station. */
const SERVER_NUMBER = /[([]?#?\d+[^\p{L}]*/gu;

/** Whether all entries are one station on several servers, as stations hand out their address: the first that answers will do. */
export function areMirrors(entries: readonly ListEntry[]): boolean {
  const names = new Set(entries.map(({ title }) => title.replace(SERVER_NUMBER, '').trim().toLowerCase()));
  return entries.length > 1 && names.size === 1 && entries.every(({ durationMs }) => durationMs === null);
}
