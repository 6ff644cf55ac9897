import { StoreError } from '../errors/store-errors.js';
import type { Json, Store } from '../store/store.js';

/** Passes everything on to another store until it is told to fail; counts what it refused. */
export class FailingStore implements Store {
  failing = false;
  refusals = 0;
  /** Called at every load, to let time pass. */
  onLoad = () => {};

  constructor(readonly inner: Store) {}

  async load(namespace: string, key: string): Promise<Json | undefined> {
    this.#check();
    this.onLoad();
    return this.inner.load(namespace, key);
  }

  async save(namespace: string, key: string, value: Json, ttlMs?: number): Promise<void> {
    this.#check();
    return this.inner.save(namespace, key, value, ttlMs);
  }

  async remove(namespace: string, key: string): Promise<void> {
    this.#check();
    return this.inner.remove(namespace, key);
  }

  async keys(namespace: string): Promise<readonly string[]> {
    this.#check();
    return this.inner.keys(namespace);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  #check(): void {
    if (!this.failing) return;
    this.refusals += 1;
    throw new StoreError('The disk is on fire.');
  }
}
