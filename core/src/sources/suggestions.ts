import { parseQuery } from './parse-query.js';
import type { Artwork, Source, SourceContext, Suggestion } from './audio-source.js';
import type { GuardedSources } from './guarded-sources.js';

/** Discord shows so many at most. */
const MOST_SUGGESTIONS = 25;

const ARTWORK_LINK = /^artwork:([^/]+)\/(.+)$/;

/**
 * What the sources suggest for a text that is being typed, each label once, in search order. A source that fails or
 * is late adds nothing.
 */
export async function collectSuggestions(
  sources: GuardedSources,
  text: string,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  const { asked, prefix } = whomToAsk(sources, text);
  const answers = await Promise.all(
    asked.map(async (source) => {
      try {
        return (await source.suggest?.(prefix, quietContext(signal))) ?? [];
      } catch {
        return [];
      }
    }),
  );
  const byLabel = new Map(answers.flat().map((suggestion) => [suggestion.label, suggestion]));
  return [...byLabel.values()].slice(0, MOST_SUGGESTIONS);
}

/** The picture behind an `artwork:<source>/<id>` link. */
export async function openArtwork(
  sources: GuardedSources,
  url: string,
  signal: AbortSignal,
): Promise<Artwork | undefined> {
  const [, name, id] = ARTWORK_LINK.exec(url) ?? [];
  if (name === undefined || id === undefined) return undefined;
  try {
    return await sources.find(name)?.artwork?.(id, quietContext(signal));
  } catch {
    return undefined;
  }
}

function whomToAsk(sources: GuardedSources, text: string): { asked: readonly Source[]; prefix: string } {
  try {
    const query = parseQuery(text, sources.names());
    if (query.kind === 'url') return { asked: [], prefix: text };
    if (query.source === undefined) return { asked: sources.all(), prefix: query.text };
    return { asked: [sources.get(query.source)], prefix: query.text };
  } catch {
    return { asked: text.trim() === '' ? sources.all() : [], prefix: '' };
  }
}

/** For calls whose progress nobody watches. */
function quietContext(signal: AbortSignal): SourceContext {
  return { signal, report: () => {} };
}
