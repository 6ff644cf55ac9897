import { StoreError } from '../errors/store-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Json, Store } from './store.js';

interface MemoryRecord {
  readonly text: string;
  readonly expiresAtMs: number;
}

/** Keeps records as long as the process lives: for tests, and to go on with when the disk is of no use. */
export class MemoryStore implements Store {
  readonly #clock: Clock;
  readonly #namespaces = new Map<string, Map<string, MemoryRecord>>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async load(namespace: string, key: string): Promise<Json | undefined> {
    const record = this.#records(namespace).get(key);
    return record !== undefined && this.#lives(record) ? JSON.parse(record.text) : undefined;
  }

  async save(namespace: string, key: string, value: Json, ttlMs = Infinity): Promise<void> {
    this.#records(namespace).set(key, { text: JSON.stringify(value), expiresAtMs: this.#clock.now() + ttlMs });
  }

  async remove(namespace: string, key: string): Promise<void> {
    this.#records(namespace).delete(key);
  }

  async keys(namespace: string): Promise<readonly string[]> {
    const records = this.#records(namespace);
    for (const [key, record] of records) {
      if (!this.#lives(record)) records.delete(key);
    }
    return [...records.keys()];
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#namespaces.clear();
  }

  #records(namespace: string): Map<string, MemoryRecord> {
    if (this.#closed) throw new StoreError('The store is closed.');
    const known = this.#namespaces.get(namespace);
    if (known) return known;
    const records = new Map<string, MemoryRecord>();
    this.#namespaces.set(namespace, records);
    return records;
  }

  #lives(record: MemoryRecord): boolean {
    return this.#clock.now() < record.expiresAtMs;
  }
}
