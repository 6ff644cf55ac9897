import { linesOf, MOST_ENTRIES, webLink } from '@tonearm/core';
import { cleanText } from './link-text.js';
import { type ListEntry, listedMs } from './list-entry.js';

const INFO = /^#EXTINF:\s*(-?[\d.]+)?[^,]*,?(.*)$/i;

/** The entries of an M3U playlist that lead into the web, in order. Whatever it does not understand, it passes over. */
export function parseM3u(text: string, base: URL): readonly ListEntry[] {
  const entries: ListEntry[] = [];
  let title = '';
  let durationMs: number | null = null;
  for (const line of linesOf(text)) {
    const info = INFO.exec(line);
    if (info) {
      durationMs = listedMs(info[1]);
      title = cleanText(info[2]);
    }
    if (line === '' || line.startsWith('#')) continue;
    const url = webLink(line, base);
    if (url) entries.push({ url, title, durationMs });
    if (entries.length === MOST_ENTRIES) break;
    title = '';
    durationMs = null;
  }
  return entries;
}
