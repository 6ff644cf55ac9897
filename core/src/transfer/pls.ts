import { linesOf, MOST_ENTRIES } from './list-lines.js';
import { type ListedEntry, listedMs } from './listed-entry.js';

const LINE = /^(file|title|length)(\d{1,5})\s*=\s*(.*)$/i;

type Fields = { file?: string; title?: string; length?: string };

/** The entries of a PLS playlist, by their numbers. Whatever it does not understand, it passes over. */
export function parsePls(text: string): readonly ListedEntry[] {
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
    .flatMap(([, { file = '', title = '', length }]) =>
      file === '' ? [] : [{ location: file, title, durationMs: listedMs(length) }],
    );
}
