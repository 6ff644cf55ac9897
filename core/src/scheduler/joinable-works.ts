import type { TaskSpec } from './task.js';
import { Work } from './work.js';

/** Works that a request with the same key may still join. */
export class JoinableWorks {
  readonly #byKey = new Map<string, Work>();

  get size(): number {
    return this.#byKey.size;
  }

  /** The work with the request's key, or a fresh one. */
  workFor(spec: TaskSpec<unknown>): Work {
    if (spec.key === undefined) return new Work(spec);
    const known = this.#byKey.get(spec.key);
    if (known !== undefined) return known;
    const work = new Work(spec);
    this.#byKey.set(spec.key, work);
    return work;
  }

  /** From now on, equal keys begin a work of their own. */
  forget(work: Work): void {
    const { key } = work.spec;
    if (key !== undefined && this.#byKey.get(key) === work) this.#byKey.delete(key);
  }
}
