import type { TaskRecord } from './scheduler.js';

/** The last requests that ended, and no more of them than that. */
export class TaskHistory {
  readonly #limit: number;
  /** Filled round and round; the oldest one is overwritten. */
  readonly #records: TaskRecord[] = [];
  #next = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#records.length;
  }

  add(record: TaskRecord): void {
    if (this.#limit === 0) return;
    this.#records[this.#next] = record;
    this.#next = (this.#next + 1) % this.#limit;
  }

  find(id: string): TaskRecord | undefined {
    return this.#records.find((record) => record.id === id);
  }

  /** The tenant's, newest first. */
  of(tenant: string): readonly TaskRecord[] {
    const oldestFirst = [...this.#records.slice(this.#next), ...this.#records.slice(0, this.#next)];
    return oldestFirst.filter((record) => record.tenant === tenant).reverse();
  }
}
