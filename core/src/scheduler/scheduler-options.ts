import { SetupError } from '../errors/setup-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many tasks run at the same time. */
  readonly workers?: number;
  /** Most requests accepted and not ended. */
  readonly capacity?: number;
  /** The same for one tenant; as many as `capacity` unless given. */
  readonly perTenantCapacity?: number;
  /** How long a request waits before it rises one level, in milliseconds; `Infinity` for never. */
  readonly ageAfterMs?: number;
  /** How many ended requests are remembered. */
  readonly history?: number;
  /** From 0 to below 1; spreads those who waited for the same circuit. */
  readonly random?: () => number;
}

const DEFAULTS = { workers: 3, capacity: 100, ageAfterMs: 30_000, history: 100, random: Math.random };

/** The options with every default in its place. @throws SetupError that says what was expected and what came */
export function completeOptions({
  clock,
  logger,
  workers = DEFAULTS.workers,
  capacity = DEFAULTS.capacity,
  perTenantCapacity = capacity,
  ageAfterMs = DEFAULTS.ageAfterMs,
  history = DEFAULTS.history,
  random = DEFAULTS.random,
}: SchedulerOptions): Required<SchedulerOptions> {
  const complete = { clock, logger, workers, capacity, perTenantCapacity, ageAfterMs, history, random };
  expectWhole('workers', complete.workers, 1);
  expectWhole('capacity', complete.capacity, 1);
  expectWhole('perTenantCapacity', complete.perTenantCapacity, 1);
  expectWhole('history', complete.history, 0);
  if (!(complete.ageAfterMs > 0)) {
    throw new SetupError(`ageAfterMs has to be a number of milliseconds above 0, not ${complete.ageAfterMs}.`);
  }
  return complete;
}

/** @throws SetupError */
export function expectWhole(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new SetupError(`${option} has to be a whole number of at least ${least}, not ${value}.`);
}
