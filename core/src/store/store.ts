/** A value that survives JSON unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * What survives a restart. Keys are grouped in namespaces; values are JSON. Every method rejects with a `StoreError`
 * when the store could not do it, and after `close`. Saves of one key take effect in the order they were asked for.
 */
export interface Store {
  /** The record, or `undefined` when there is none. */
  load(namespace: string, key: string): Promise<Json | undefined>;
  /**
   * Resolves only once the record is durable: it outlives the death of this process.
   * @param ttlMs how long the record lives, in milliseconds; for ever without it
   */
  save(namespace: string, key: string, value: Json, ttlMs?: number): Promise<void>;
  remove(namespace: string, key: string): Promise<void>;
  /** All living keys of a namespace. */
  keys(namespace: string): Promise<readonly string[]>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}
