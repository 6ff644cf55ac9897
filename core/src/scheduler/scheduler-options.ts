import { SetupError } from '../errors/setup-errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/logger.js';

/** How many work, how many wait, and how waiting is rewarded. */
export interface SchedulerOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many tasks run at the same time, at least: idle workers cost nothing. */
  readonly workers?: number;
  /** Up to how many they grow under load; as many as `workers` unless given, so that their number is fixed. */
  readonly maxWorkers?: number;
  /** Most requests accepted and not ended. */
  readonly capacity?: number;
  /** The same for one tenant; as many as `capacity` unless given. */
  readonly perTenantCapacity?: number;
  /** How many tasks run at the same time for one tenant; no limit of its own unless given. */
  readonly perTenantRunning?: number;
  /** How long a request waits before it rises one level, in milliseconds; `Infinity` for never. */
  readonly ageAfterMs?: number;
  /** How many ended requests are remembered. */
  readonly history?: number;
  /** From 0 to below 1; spreads those who waited for the same circuit. */
  readonly random?: () => number;
}

export type CompleteSchedulerOptions = Required<SchedulerOptions>;

const DEFAULTS = { workers: 3, capacity: 100, ageAfterMs: 30_000, history: 100, random: Math.random };

/** The options with every default in its place. @throws SetupError that says what was expected and what came */
export function completeOptions({
  clock,
  logger,
  workers = DEFAULTS.workers,
  maxWorkers = workers,
  capacity = DEFAULTS.capacity,
  perTenantCapacity = capacity,
  perTenantRunning = Number.POSITIVE_INFINITY,
  ageAfterMs = DEFAULTS.ageAfterMs,
  history = DEFAULTS.history,
  random = DEFAULTS.random,
}: SchedulerOptions): CompleteSchedulerOptions {
  expectWorkers(workers, maxWorkers);
  expectWhole('capacity', capacity, 1);
  expectWhole('perTenantCapacity', perTenantCapacity, 1);
  if (perTenantRunning !== Number.POSITIVE_INFINITY) expectWhole('perTenantRunning', perTenantRunning, 1);
  expectWhole('history', history, 0);
  if (!(ageAfterMs > 0)) {
    throw new SetupError(`ageAfterMs has to be a number of milliseconds above 0, not ${ageAfterMs}.`);
  }
  const bounds = { capacity, perTenantCapacity, perTenantRunning };
  return { clock, logger, workers, maxWorkers, ...bounds, ageAfterMs, history, random };
}

/** @throws SetupError */
export function expectWorkers(workers: number, maxWorkers: number): void {
  expectWhole('workers', workers, 1);
  expectWhole('maxWorkers', maxWorkers, workers);
}

/** @throws SetupError */
export function expectWhole(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new SetupError(`${option} has to be a whole number of at least ${least}, not ${value}.`);
}

/** @throws SetupError */
export function expectDuration(option: string, ms: number): void {
  if (ms >= 0) return;
  throw new SetupError(`${option} has to be a number of milliseconds of at least 0, not ${ms}.`);
}
