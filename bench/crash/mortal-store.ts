import { Worker } from 'node:worker_threads';
import type { Json, Store } from '@tonearm/core';

/** What the killer is told: how long after the beginning of a write it strikes. */
const STRIKE = 1;

/**
 * A store that can be told to die within its next write: another thread kills the process a moment after the write has
 * begun, wherever SQLite is by then.
 */
export class MortalStore implements Store {
  readonly #store: Store;
  /** [0]: whether to strike; [1]: after so many microseconds. */
  readonly #orders = new Int32Array(new SharedArrayBuffer(8));
  #isArmed = false;

  constructor(store: Store) {
    this.#store = store;
    new Worker(new URL('./killer.js', import.meta.url), { workerData: this.#orders }).unref();
  }

  /** The next write is the last. */
  arm(afterUs: number): void {
    Atomics.store(this.#orders, 1, afterUs);
    this.#isArmed = true;
  }

  load(namespace: string, key: string): Promise<Json | undefined> {
    return this.#store.load(namespace, key);
  }

  save(namespace: string, key: string, value: Json, ttlMs?: number): Promise<void> {
    if (this.#isArmed) {
      Atomics.store(this.#orders, 0, STRIKE);
      Atomics.notify(this.#orders, 0);
    }
    return this.#store.save(namespace, key, value, ttlMs);
  }

  remove(namespace: string, key: string): Promise<void> {
    return this.#store.remove(namespace, key);
  }

  keys(namespace: string): Promise<readonly string[]> {
    return this.#store.keys(namespace);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
