import type { LRUCache } from 'lru-cache';
import type { Json } from '../store/store.js';
import type { PopularityRecord } from './popularity.js';

/** What is known of a record in the store without reading it. */
export interface IndexEntry {
  readonly bytes: number;
  /** Unix milliseconds. */
  readonly goodUntilMs: number;
}

type OrderRecord = readonly [key: string, bytes: number, goodUntilMs: number];

/** The order of use as it is written down, the least recent first. */
export function orderOf(index: LRUCache<string, IndexEntry>): readonly OrderRecord[] {
  const records = [...index.entries()].map(([key, { bytes, goodUntilMs }]): OrderRecord => [key, bytes, goodUntilMs]);
  return records.reverse();
}

/** What cannot be read is left out: an entry that nobody lists is still found in the store. */
export function parseOrder(value: Json | undefined): readonly (readonly [key: string, entry: IndexEntry])[] {
  return triples(value).map(([key, bytes, goodUntilMs]) => [key, { bytes, goodUntilMs }]);
}

/** What cannot be read, or says that nobody asked, is left out. */
export function parsePopularity(value: Json | undefined): readonly PopularityRecord[] {
  return triples(value).filter(([, score]) => score > 0);
}

function triples(value: Json | undefined): readonly (readonly [string, number, number])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [key, first, second]: unknown[] = entry;
    const readable = typeof key === 'string' && Number.isFinite(first) && Number.isFinite(second);
    // Number.isFinite lets nothing but numbers through; TypeScript does not know that.
    return readable ? [[key, first as number, second as number] as const] : [];
  });
}
