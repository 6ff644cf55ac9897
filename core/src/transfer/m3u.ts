import { linesOf, MOST_ENTRIES } from './list-lines.js';
import { type ListedEntry, listedMs } from './listed-entry.js';

const INFO = /^#EXTINF:\s*(-?[\d.]+)?[^,]*,?(.*)$/i;

/** The entries of an M3U playlist, in order. Whatever it does not understand, it passes over. */
export function parseM3u(text: string): readonly ListedEntry[] {
  const entries: ListedEntry[] = [];
  let title = '';
  let durationMs: number | null = null;
  for (const line of linesOf(text)) {
    const info = INFO.exec(line);
    if (info) {
      durationMs = listedMs(info[1]);
      title = (info[2] ?? '').trim();
    }
    if (line === '' || line.startsWith('#')) continue;
    entries.push({ location: line, title, durationMs });
    if (entries.length === MOST_ENTRIES) break;
    title = '';
    durationMs = null;
  }
  return entries;
}
