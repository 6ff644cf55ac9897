/** What a listener asked for, once parsed: a link, or words to search for (in one named source, or in any). */
export type Query =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'search'; readonly text: string; readonly source?: string };

/** What a query means to one source, canonical: every spelling of a link gives the same reference. It is the cache key. */
export interface Reference {
  /** Name of the source that answers it. */
  readonly source: string;
  readonly kind: 'track' | 'playlist' | 'search';
  /** The source's own id; for a search, its normalised words. */
  readonly id: string;
}

/** A reference, with what belongs to the request and not to the key. */
export interface Identified {
  readonly reference: Reference;
  /** Where to start, in milliseconds, when the link said so. */
  readonly startMs?: number;
}

/** The one spelling of a reference: `local:track:Album/Song.opus`. Equal references give equal keys. */
export function referenceKey(reference: Reference): string {
  return `${reference.source}:${reference.kind}:${reference.id}`;
}

const SPELLING = /^([^:]+):(track|playlist|search):(.*)$/s;

/** The reference that has this key; `undefined` when none has. */
export function parseReferenceKey(key: string): Reference | undefined {
  const [, source, kind, id] = SPELLING.exec(key) ?? [];
  if (source === undefined || id === undefined) return undefined;
  // The pattern lets no other kinds through.
  return { source, kind: kind as Reference['kind'], id };
}
