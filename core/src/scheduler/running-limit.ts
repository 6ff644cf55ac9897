/** Counts what runs for each tenant, and tells who has reached the limit. Keeps nothing of a tenant for whom nothing runs. */
export class RunningLimit {
  readonly #limit: number;
  readonly #running = new Map<string, number>();

  /** @param limit most runs of one tenant at a time; `Infinity` for as many as there are workers */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Tenants for whom anything runs; 0 without a limit. */
  get tenants(): number {
    return this.#running.size;
  }

  /** A run begins. @returns whether the tenant has no room for another one now */
  begin(tenant: string): boolean {
    if (this.#limit === Number.POSITIVE_INFINITY) return false;
    const running = (this.#running.get(tenant) ?? 0) + 1;
    this.#running.set(tenant, running);
    return running === this.#limit;
  }

  /** A run has ended. @returns whether the tenant had no room, and has some now */
  end(tenant: string): boolean {
    const running = this.#running.get(tenant);
    if (running === undefined) return false;
    if (running > 1) this.#running.set(tenant, running - 1);
    else this.#running.delete(tenant);
    return running === this.#limit;
  }
}
