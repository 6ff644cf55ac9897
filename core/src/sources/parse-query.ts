import { phrase } from '../texts/phrase.js';
import { InvalidRequestError } from '../errors/request-errors.js';
import type { Query } from '../model/query.js';

/** Longest text a listener may send; Discord lets far more through. */
export const MAX_QUERY_LENGTH = 500;

const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * What a listener typed, as a query: a link, `source: words`, or words.
 * @param sourceNames names that may stand before a colon
 * @throws InvalidRequestError when it is empty, too long, a link of another kind than http(s), or one with a password
 */
export function parseQuery(text: string, sourceNames: readonly string[]): Query {
  const words = text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/^<(.*)>$/, '$1');
  if (words === '') throw new InvalidRequestError(phrase('request.nothing-to-play'));
  if (words.length > MAX_QUERY_LENGTH) {
    throw new InvalidRequestError(phrase('request.too-long', { length: words.length, most: MAX_QUERY_LENGTH }));
  }
  return asLink(words) ?? asSearch(words, sourceNames);
}

function asLink(words: string): Query | undefined {
  if (!OTHER_SCHEME.test(words)) return undefined;
  const url = URL.parse(words);
  if (url === null) throw new InvalidRequestError(phrase('request.broken-link'));
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidRequestError(phrase('request.no-web-link'));
  }
  // Before it is shown, kept or logged.
  if (url.username !== '' || url.password !== '') throw new InvalidRequestError(phrase('request.link-with-password'));
  return { kind: 'url', url };
}

function asSearch(words: string, sourceNames: readonly string[]): Query {
  const colon = words.indexOf(':');
  const source = sourceNames.find((name) => name === words.slice(0, colon).trim().toLowerCase());
  if (colon < 0 || source === undefined) return { kind: 'search', text: words };
  const text = words.slice(colon + 1).trim();
  if (text === '') throw new InvalidRequestError(phrase('request.nothing-to-search', { source }));
  return { kind: 'search', text, source };
}
