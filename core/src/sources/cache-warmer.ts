import type { Cache, PopularEntry } from '../cache/cache.js';
import { SetupError } from '../errors/setup-errors.js';
import type { Resolution } from '../model/resolution.js';
import type { Clock, Unsubscribe } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';
import type { Scheduler } from '../scheduler/scheduler.js';
import type { Task } from '../scheduler/task.js';
import type { SourceResolver } from './source-resolver.js';

export interface CacheWarmerParts {
  readonly cache: Cache<Resolution>;
  readonly resolver: SourceResolver;
  /** The one that runs lookups; it is asked whether it is busy. */
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Most renewals begun within a minute; 0 leaves the cache to itself. */
  readonly perMinute: number;
  /** Whether there is memory for what nobody waits for; always by default. */
  mayWorkAhead?(): boolean;
}

/** What came of a round of renewals. */
export interface WarmingReport {
  readonly renewed: number;
  /** Could not be renewed now: the source failed, is failing, or is gone. */
  readonly failed: number;
  /** Due, and left for later. */
  readonly left: number;
  /** Why something was left. */
  readonly because: 'budget' | 'busy' | 'memory' | 'closed' | null;
}

const EVERY_MS = 60_000;
/** What will be fresh for less than this is due. */
const LEAD_MS = 600_000;
/** One key is tried once within this time, whatever came of it: what fails, or is never remembered, eats no budget. */
const REST_MS = 1_800_000;

/**
 * Renews popular answers before they stop being fresh, so that the next listener need not wait: one after the other, at
 * low priority, inside a budget, and only while lookups have nothing better to do. {@link Cache.stats} tells what it
 * was worth.
 */
export class CacheWarmer {
  readonly #parts: CacheWarmerParts;
  /** When what was tried may be tried again, in monotonic milliseconds. */
  readonly #resting = new Map<string, number>();
  /** When the renewals of the last minute began, in monotonic milliseconds. */
  #begun: readonly number[] = [];
  #round: Promise<WarmingReport> | undefined;
  #running: Task<Resolution> | undefined;
  #stopTimer: Unsubscribe | undefined;
  #closed = false;

  /** @throws SetupError for a budget that is no whole number */
  constructor(parts: CacheWarmerParts) {
    const { perMinute } = parts;
    if (!Number.isSafeInteger(perMinute) || perMinute < 0) {
      throw new SetupError(`warmPerMinute has to be a whole number of at least 0, not ${perMinute}.`);
    }
    this.#parts = parts;
  }

  /** Begins to look every minute. {@link close} ends that. */
  start(): void {
    if (this.#closed || this.#parts.perMinute === 0) return;
    this.#stopTimer = this.#parts.clock.after(EVERY_MS, () => {
      this.start();
      this.warm().catch((error: unknown) => this.#parts.logger.warn('The cache was not warmed', { error }));
    });
  }

  /** Renews what is due, now, within the budget; joins the round under way. Rejects when the cache cannot tell. */
  warm(): Promise<WarmingReport> {
    this.#round ??= this.#renewDue().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  /** Gives up what it does, and resolves when nothing of it is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer?.();
    this.#running?.cancel('Tonearm is closing.');
    await this.#round?.catch(() => {});
  }

  async #renewDue(): Promise<WarmingReport> {
    const due = await this.#due();
    let renewed = 0;
    let failed = 0;
    for (const { key } of due) {
      const because = this.#whyNotNow();
      if (because !== null) return { renewed, failed, left: due.length - renewed - failed, because };
      if (await this.#renew(key)) renewed += 1;
      else failed += 1;
    }
    return { renewed, failed, left: 0, because: null };
  }

  /** What will be asked for again and is about to age, the most wanted first. */
  async #due(): Promise<readonly PopularEntry[]> {
    const { cache, clock } = this.#parts;
    const nowMs = clock.monotonic();
    for (const [key, untilMs] of this.#resting) if (untilMs <= nowMs) this.#resting.delete(key);
    const entries = await cache.popular();
    return entries
      .filter(isWorthRenewing)
      .filter(({ key, freshUntilMs }) => freshUntilMs - clock.now() < LEAD_MS && !this.#resting.has(key))
      .sort((a, b) => b.expectedHits - a.expectedHits);
  }

  #whyNotNow(): WarmingReport['because'] {
    if (this.#closed) return 'closed';
    const { scheduler, clock, perMinute } = this.#parts;
    if (this.#parts.mayWorkAhead?.() === false) return 'memory';
    const nowMs = clock.monotonic();
    this.#begun = this.#begun.filter((atMs) => nowMs - atMs < EVERY_MS);
    if (this.#begun.length >= perMinute) return 'budget';
    const { pending, busyWorkers, workers } = scheduler.stats();
    // Where there are several workers, one stays free for who comes meanwhile.
    return pending > 0 || busyWorkers >= Math.max(1, workers - 1) ? 'busy' : null;
  }

  async #renew(key: string): Promise<boolean> {
    const { resolver, clock, logger } = this.#parts;
    this.#resting.set(key, clock.monotonic() + REST_MS);
    try {
      this.#running = resolver.renew(key);
      if (this.#running === undefined) return false;
      this.#begun = [...this.#begun, clock.monotonic()];
      await this.#running.result;
      return true;
    } catch (error) {
      // Why a task failed, the scheduler has told.
      if (this.#running === undefined) logger.debug('A popular answer cannot be renewed now', { error });
      return false;
    } finally {
      this.#running = undefined;
    }
  }
}

/** Whether at least one listener will profit, if people go on as they did. */
export function isWorthRenewing({ expectedHits }: PopularEntry): boolean {
  return expectedHits >= 1;
}
