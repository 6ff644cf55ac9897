/** A value that survives JSON unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * What survives a restart. Keys are grouped in namespaces; values are JSON.
 * `save` resolves only once the record is durable and rejects with a `StoreError` otherwise.
 */
export interface Store {
  /** The record, or `undefined`. @throws StoreError when the store could not look */
  load(namespace: string, key: string): Promise<Json | undefined>;
  /** @param ttlMs how long the record lives, in milliseconds; for ever without it */
  save(namespace: string, key: string, value: Json, ttlMs?: number): Promise<void>;
  remove(namespace: string, key: string): Promise<void>;
  /** All living keys of a namespace. */
  keys(namespace: string): Promise<readonly string[]>;
  close(): Promise<void>;
}
