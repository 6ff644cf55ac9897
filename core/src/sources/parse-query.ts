import { InvalidRequestError } from '../errors/request-errors.js';
import type { Query } from '../model/query.js';

/** Longest text a listener may send; Discord lets far more through. */
export const MAX_QUERY_LENGTH = 500;

const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * What a listener typed, as a query: a link, `source: words`, or words.
 * @param sourceNames names that may stand before a colon
 * @throws InvalidRequestError when it is empty, too long, or a link of another kind than http(s)
 */
export function parseQuery(text: string, sourceNames: readonly string[]): Query {
  const words = text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/^<(.*)>$/, '$1');
  if (words === '') throw new InvalidRequestError('Tell me what to play: a link, or words to search for.');
  if (words.length > MAX_QUERY_LENGTH) {
    throw new InvalidRequestError(
      `That is ${words.length.toLocaleString('en')} characters long; ${MAX_QUERY_LENGTH} is the most I can look for. Try fewer words.`,
    );
  }
  return asLink(words) ?? asSearch(words, sourceNames);
}

function asLink(words: string): Query | undefined {
  if (!OTHER_SCHEME.test(words)) return undefined;
  const url = URL.parse(words);
  if (url === null) throw new InvalidRequestError('That link is broken. Copy it again, or type words to search for.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidRequestError('Only links that begin with http:// or https:// can be played.');
  }
  return { kind: 'url', url };
}

function asSearch(words: string, sourceNames: readonly string[]): Query {
  const colon = words.indexOf(':');
  const source = sourceNames.find((name) => name === words.slice(0, colon).trim().toLowerCase());
  if (colon < 0 || source === undefined) return { kind: 'search', text: words };
  const text = words.slice(colon + 1).trim();
  if (text === '') throw new InvalidRequestError(`Tell me what to look for after “${source}:”.`);
  return { kind: 'search', text, source };
}
