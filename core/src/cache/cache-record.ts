import type { Json } from '../store/store.js';
import type { CacheLifetime } from './cache.js';

/** What is kept under one key: a value, or the key where the value is. */
export type CacheRecord<V> = CacheTimes &
  (
    | { readonly kind: 'value'; readonly value: V; readonly costMs: number | null }
    | { readonly kind: 'alias'; readonly to: string }
  );

/** Unix milliseconds. */
export interface CacheTimes {
  readonly freshUntilMs: number;
  /** Never before `freshUntilMs`. */
  readonly goodUntilMs: number;
  /** How long it was to be fresh, in milliseconds. */
  readonly ttlMs: number;
}

/** The version of the record's own shape; the value's shape has a version of its own. */
const RECORD_VERSION = 2;

/** When a value that is put in now stops being fresh, and when it is of no use any more. */
export function timesOf({ ttlMs, staleMs = 0 }: CacheLifetime, nowMs: number): CacheTimes {
  return { freshUntilMs: nowMs + ttlMs, goodUntilMs: nowMs + ttlMs + staleMs, ttlMs };
}

/** `undefined` when it is too old to be served at all. */
export function freshnessOf(record: CacheTimes, nowMs: number): 'fresh' | 'stale' | undefined {
  if (nowMs < record.freshUntilMs) return 'fresh';
  return nowMs < record.goodUntilMs ? 'stale' : undefined;
}

/** The record as the store keeps it: text, whose length is known and which no one can change afterwards. */
export function encodeRecord(record: CacheRecord<unknown>, valueVersion: number): string {
  return JSON.stringify({ version: [RECORD_VERSION, valueVersion], record });
}

/** The record, or `undefined` when another version wrote it, whose shape this one does not know. */
export function decodeRecord<V>(text: Json | undefined, valueVersion: number): CacheRecord<V> | undefined {
  if (typeof text !== 'string') return undefined;
  // Versions that match were written by `encodeRecord` with a value of this type.
  const { version, record } = JSON.parse(text) as { version: readonly number[]; record: CacheRecord<V> };
  return version[0] === RECORD_VERSION && version[1] === valueVersion ? record : undefined;
}

/** Until when a record may be served; `undefined` when no version that we know wrote it. */
export function goodUntilOf(text: Json | undefined): number | undefined {
  if (typeof text !== 'string') return undefined;
  // Versions that match were written by `encodeRecord`.
  const { version, record } = JSON.parse(text) as { version: readonly number[]; record: CacheTimes };
  return version[0] === RECORD_VERSION ? record.goodUntilMs : undefined;
}
