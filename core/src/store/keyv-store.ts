import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Keyv, type KeyvStorageAdapter } from 'keyv';
import { asTonearmError } from '../errors/tonearm-error.js';
import { StoreError } from '../errors/store-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Json, Store } from './store.js';

/** The database behind a {@link KeyvStore}, and words for its failures. */
export interface KeyvStoreParts {
  /** A new adapter; each namespace gets its own, because an adapter has room for one namespace only. */
  readonly adapter: () => KeyvStorageAdapter;
  /** Words for a person about an error of this kind of database. */
  readonly explain: (error: unknown) => string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Closes what the adapters share, after they have been disconnected. */
  readonly close?: () => Promise<void>;
}

/** What stands in the database. Expiry is ours, by our clock: Keyv's reads the system's time. */
interface StoredRecord {
  readonly value: Json;
  readonly expiresAtMs?: number;
}

/** Where the error of one operation is put. */
interface Failure {
  error?: unknown;
}

/** Keyv drops a record this long after we have stopped to give it; so it never decides, it only cleans. */
const CLEANING_DELAY_MS = 24 * 3_600_000;

/** Keyv reads whole records where we ask for their keys; after so many, others have their turn. */
const RECORDS_PER_TURN = 16;

/** Keyv's own serializer gives meaning to strings that begin with a colon; ours are plain JSON. */
const plainJson = { stringify: JSON.stringify, parse: JSON.parse };

/**
 * A store over any Keyv adapter. Keyv answers a failed write with `false`, a failed read with `undefined`, and tells
 * the error by an event; here each becomes the rejection of the operation that it belongs to.
 */
export class KeyvStore implements Store {
  readonly #parts: KeyvStoreParts;
  readonly #namespaces = new Map<string, Keyv>();
  /** Says whose an error event is: events are emitted in the async context of their operation. */
  readonly #failure = new AsyncLocalStorage<Failure>();
  readonly #pending = new Set<Promise<unknown>>();
  #closed = false;

  constructor(parts: KeyvStoreParts) {
    this.#parts = parts;
  }

  async load(namespace: string, key: string): Promise<Json | undefined> {
    const record = await this.#operate(namespace, (keyv) => keyv.get<StoredRecord>(toKeyvKey(key)));
    return record !== undefined && this.#lives(record) ? record.value : undefined;
  }

  async save(namespace: string, key: string, value: Json, ttlMs?: number): Promise<void> {
    const record: StoredRecord =
      ttlMs === undefined ? { value } : { value, expiresAtMs: this.#parts.clock.now() + ttlMs };
    const keepMs = ttlMs === undefined ? undefined : Math.max(0, ttlMs) + CLEANING_DELAY_MS;
    const saved = await this.#operate(namespace, (keyv) => keyv.set(toKeyvKey(key), record, keepMs));
    if (!saved) throw this.#asStoreError(undefined);
  }

  async remove(namespace: string, key: string): Promise<void> {
    await this.#operate(namespace, (keyv) => keyv.delete(toKeyvKey(key)));
  }

  keys(namespace: string): Promise<readonly string[]> {
    return this.#operate(namespace, async (keyv) => {
      const keys: string[] = [];
      let read = 0;
      // Keyv types an entry loosely; it is what our own save has put there.
      for await (const [key, record] of keyv.iterator() as AsyncIterable<[string, StoredRecord]>) {
        if (this.#lives(record)) keys.push(fromKeyvKey(key));
        read += 1;
        if (read % RECORDS_PER_TURN === 0) await nextTurn();
      }
      return keys;
    });
  }

  /** Waits for what is under way; calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#pending);
    for (const keyv of this.#namespaces.values()) await keyv.disconnect();
    await this.#parts.close?.();
  }

  async #operate<T>(namespace: string, operation: (keyv: Keyv) => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreError('The store is closed.');
    const failure: Failure = {};
    const running = this.#failure.run(failure, () => operation(this.#keyv(namespace)));
    this.#pending.add(running);
    try {
      const result = await running;
      if ('error' in failure) throw failure.error;
      return result;
    } catch (error) {
      throw this.#asStoreError(error);
    } finally {
      this.#pending.delete(running);
    }
  }

  #keyv(namespace: string): Keyv {
    const known = this.#namespaces.get(namespace);
    if (known) return known;
    const store = this.#parts.adapter();
    const keyv = new Keyv({ store, namespace, serialization: plainJson, checkExpired: false });
    keyv.on('error', (error: unknown) => {
      const failure = this.#failure.getStore();
      if (failure) failure.error = error;
      else this.#parts.logger.warn('The store reports trouble', { namespace, error: asTonearmError(error) });
    });
    this.#namespaces.set(namespace, keyv);
    return keyv;
  }

  #lives({ expiresAtMs }: StoredRecord): boolean {
    return expiresAtMs === undefined || this.#parts.clock.now() < expiresAtMs;
  }

  #asStoreError(cause: unknown): StoreError {
    return cause instanceof StoreError ? cause : new StoreError(this.#parts.explain(cause), { cause });
  }
}

/** Adapters strip `<namespace>:` from the front of a key, and Keyv refuses an empty one; the sign prevents both. */
function toKeyvKey(key: string): string {
  return `=${key}`;
}

function fromKeyvKey(key: string): string {
  return key.slice(1);
}
