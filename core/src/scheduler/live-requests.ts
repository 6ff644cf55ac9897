import { SetupError } from '../errors/setup-errors.js';
import { Chain } from './chain.js';
import type { Request } from './request.js';

/**
 * The requests that have not ended, in order of their coming. Adding and removing are cheap; a map of all by id would
 * cost as much as the rest of a task, and few are ever looked up.
 */
export class LiveRequests implements Iterable<Request> {
  readonly #all = new Chain<Request>();
  /** Those whose id the caller brought, which has to be the only one. */
  readonly #byBroughtId = new Map<string, Request>();

  /** How many brought their id. */
  get withBroughtId(): number {
    return this.#byBroughtId.size;
  }

  /** @throws SetupError when a live request has the id that the caller brings */
  expectFree(id: string | undefined): void {
    if (id === undefined || !this.#byBroughtId.has(id)) return;
    throw new SetupError(`There is already a task with the id ${id}.`);
  }

  add(request: Request, hasBroughtId: boolean): void {
    this.#all.append(request);
    if (hasBroughtId) this.#byBroughtId.set(request.id, request);
  }

  remove(request: Request): void {
    this.#all.remove(request);
    if (this.#byBroughtId.size > 0) this.#byBroughtId.delete(request.id);
  }

  /** Quick for an id that was brought; looks through all for one that was made here. */
  find(id: string): Request | undefined {
    return this.#byBroughtId.get(id) ?? [...this.#all].find((request) => request.id === id);
  }

  [Symbol.iterator](): Iterator<Request> {
    return this.#all[Symbol.iterator]();
  }
}
