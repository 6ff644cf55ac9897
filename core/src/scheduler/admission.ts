import { QueueFullError } from '../errors/request-errors.js';

/**
 * Counts what was accepted and has not ended, in all and, where a tenant has a limit of its own, per tenant; refuses
 * more than there is room for.
 */
export class Admission {
  readonly #expectWaitMs: (ahead: number) => number | null;
  readonly #capacity: number;
  readonly #perTenantCapacity: number;
  readonly #byTenant = new Map<string, number>();
  readonly #isPerTenant: boolean;
  #accepted = 0;

  /** @param expectWaitMs how long a request would wait behind so many, in milliseconds; `null` when nobody knows */
  constructor(capacity: number, perTenantCapacity: number, expectWaitMs: (ahead: number) => number | null) {
    this.#expectWaitMs = expectWaitMs;
    this.#capacity = capacity;
    this.#perTenantCapacity = perTenantCapacity;
    this.#isPerTenant = perTenantCapacity < capacity;
  }

  /** Requests accepted and not ended. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Tenants of whom anything has been accepted and not ended; 0 where they have no limit of their own. */
  get tenants(): number {
    return this.#byTenant.size;
  }

  /** Takes one place. @throws QueueFullError */
  enter(tenant: string): void {
    if (this.#accepted >= this.#capacity) {
      throw new QueueFullError(this.#capacity, this.#expectWaitMs(this.#accepted));
    }
    if (this.#isPerTenant) this.#enterLine(tenant);
    this.#accepted++;
  }

  /** Gives one place back. */
  leave(tenant: string): void {
    this.#accepted--;
    if (!this.#isPerTenant) return;
    const own = (this.#byTenant.get(tenant) ?? 0) - 1;
    if (own > 0) this.#byTenant.set(tenant, own);
    else this.#byTenant.delete(tenant);
  }

  #enterLine(tenant: string): void {
    const own = this.#byTenant.get(tenant) ?? 0;
    if (own >= this.#perTenantCapacity) {
      const ahead = Math.min(this.#accepted, own * this.tenants); // Turns go round between tenants.
      throw new QueueFullError(this.#perTenantCapacity, this.#expectWaitMs(ahead));
    }
    this.#byTenant.set(tenant, own + 1);
  }
}
