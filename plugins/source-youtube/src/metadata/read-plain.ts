import { cleanText } from './clean-text.js';

/** The proposals of the suggestion service: `["hel", [["hello", 0, […]], …], {…}]`. */
export function readSuggestions(raw: unknown): readonly string[] {
  const lines: unknown = Array.isArray(raw) ? raw[1] : undefined;
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line: unknown) => cleanText(Array.isArray(line) ? line[0] : undefined) || []);
}

/** The channel that an address leads to; `null` when it leads elsewhere. */
export function readChannel(raw: unknown): string | null {
  const id = at(raw, 'endpoint', 'browseEndpoint', 'browseId');
  return typeof id === 'string' && /^UC[\w-]{22}$/.test(id) ? id : null;
}

/** The list that belongs to an album: its page names it as its address. */
export function readAlbum(raw: unknown): string | null {
  const url = at(raw, 'microformat', 'microformatDataRenderer', 'urlCanonical');
  const id = typeof url === 'string' ? URL.parse(url)?.searchParams.get('list') : undefined;
  return id && /^[\w-]{2,80}$/.test(id) ? id : null;
}

/** Follows names into any JSON. */
function at(value: unknown, ...names: readonly string[]): unknown {
  let here = value;
  for (const name of names) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    // It is an object that has the name.
    here = (here as Record<string, unknown>)[name];
  }
  return here;
}
