import { type Identified, parseReferenceKey, referenceKey } from '../model/query.js';

/** One way to answer a query; several are tried in turn. */
export type Candidates = readonly [Identified, ...Identified[]];

/** No query has a line break in it, so what is searched for can never pass for another key. */
const BETWEEN = '\n';

/** Under which key their answer is cached, and asked for once. */
export function keyOf(candidates: Candidates): string {
  return candidates.map(({ reference }) => referenceKey(reference)).join(BETWEEN);
}

/** Whom a key of the cache was made of; `undefined` when it was made of something else. */
export function candidatesOf(key: string): Candidates | undefined {
  const references = key.split(BETWEEN).map(parseReferenceKey);
  const [first, ...others] = references.flatMap((reference) => (reference ? [{ reference }] : []));
  return first && others.length + 1 === references.length ? [first, ...others] : undefined;
}
