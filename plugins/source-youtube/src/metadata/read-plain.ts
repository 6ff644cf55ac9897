import { textAt } from '../streams/read-json.js';
import { cleanText } from './clean-text.js';

/** The proposals of the suggestion service: `["hel", [["hello", 0, […]], …], {…}]`. */
export function readSuggestions(raw: unknown): readonly string[] {
  const lines: unknown = Array.isArray(raw) ? raw[1] : undefined;
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => cleanText(Array.isArray(line) ? line[0] : undefined) || []);
}

/** The visitor identity that an answer hands out. */
export function readVisitor(raw: unknown): string | undefined {
  return textAt(raw, 'responseContext', 'visitorData') || undefined;
}

/** The channel that an address leads to; `null` when it leads elsewhere. */
export function readChannel(raw: unknown): string | null {
  const id = textAt(raw, 'endpoint', 'browseEndpoint', 'browseId') ?? '';
  return /^UC[\w-]{22}$/.test(id) ? id : null;
}

/** The list that belongs to an album: its page names it as its address. */
export function readAlbum(raw: unknown): string | null {
  const url = textAt(raw, 'microformat', 'microformatDataRenderer', 'urlCanonical') ?? '';
  const id = URL.parse(url)?.searchParams.get('list');
  return id && /^[\w-]{2,80}$/.test(id) ? id : null;
}
