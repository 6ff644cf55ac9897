import { linesOf, MOST_ENTRIES, webLink } from '@tonearm/core';
import { cleanText } from './link-text.js';
import { type ListEntry, listedMs } from './list-entry.js';

const LINE = /^(file|title|length)(\d{1,5})\s*=\s*(.*)$/i;
/** `Groove Salad (#2): a nicely chilled plate` → the same as `(#1)`: another server of one station. */
const SERVER_NUMBER = /[([]?#?\d+[^\p{L}]*/gu;

type Fields = { file?: string; title?: string; length?: string };

/** The entries of a PLS playlist that lead into the web, by their numbers. */
export function parsePls(text: string, base: URL): readonly ListEntry[] {
  const numbered = new Map<number, Fields>();
  for (const line of linesOf(text)) {
    const [, field = '', number = '', value = ''] = LINE.exec(line) ?? [];
    if (field === '') continue;
    const fields = numbered.get(Number(number)) ?? {};
    if (numbered.size === MOST_ENTRIES && !numbered.has(Number(number))) continue;
    // The pattern lets no other names through.
    fields[field.toLowerCase() as keyof Fields] = value;
    numbered.set(Number(number), fields);
  }
  return [...numbered]
    .sort(([a], [b]) => a - b)
    .flatMap(([, { file, title, length }]) => {
      const url = file === undefined ? undefined : webLink(file, base);
      return url ? [{ url, title: cleanText(title), durationMs: listedMs(length) }] : [];
    });
}

/** Whether all entries are one station on several servers, as stations hand out their address: the first that answers will do. */
export function areMirrors(entries: readonly ListEntry[]): boolean {
  const names = new Set(entries.map(({ title }) => title.replace(SERVER_NUMBER, '').trim().toLowerCase()));
  return entries.length > 1 && names.size === 1 && entries.every(({ durationMs }) => durationMs === null);
}
