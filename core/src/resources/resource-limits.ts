import { totalmem } from 'node:os';
import { SetupError } from '../errors/setup-errors.js';
import { expectKnown } from '../runtime/expect.js';

/** How much one process may use at once, and how long a session may stand unused. All of it is enforced. */
export interface ResourceLimits {
  /** Guilds whose voice channel it is in. Over it the longest idle session makes room; without one, a request is refused. */
  readonly voiceConnections: number;
  /** Tracks that are being opened, read or prepared. */
  readonly streams: number;
  /** ffmpegs that run, and what sources have started. */
  readonly childProcesses: number;
  /** Resident memory in bytes from which nothing is done that nobody waits for, and the cache shrinks. */
  readonly memorySoftBytes: number;
  /** Resident memory in bytes from which new requests are refused. */
  readonly memoryHardBytes: number;
  /** A session in which nothing plays and nothing waits leaves after this long, in milliseconds. */
  readonly idleLeaveMs: number;
  /** One that is paused, or was thrown out of its channel with tracks left, leaves after this long, in milliseconds. */
  readonly haltedLeaveMs: number;
}

/** A guild needs two streams where one track follows another, so streams and children are twice the connections. */
const DEFAULTS = {
  voiceConnections: 100,
  streams: 200,
  childProcesses: 200,
  idleLeaveMs: 5 * 60_000,
  haltedLeaveMs: 2 * 3_600_000,
} as const;

const SOFT_SHARE = 0.7;
const HARD_SHARE = 0.85;

/**
 * The limits in full. Memory is measured against what the machine, or the container around the process, has.
 * @throws SetupError for what is no whole number above 0, for a limit that nobody knows, and for a soft limit that is not
 * below the hard one
 */
export function resourceLimits(given: Partial<ResourceLimits> = {}, machineBytes = memoryOfMachine()): ResourceLimits {
  const memoryHardBytes = given.memoryHardBytes ?? Math.floor(machineBytes * HARD_SHARE);
  const limits: ResourceLimits = {
    ...DEFAULTS,
    memorySoftBytes: Math.floor((memoryHardBytes * SOFT_SHARE) / HARD_SHARE),
    ...given,
    memoryHardBytes,
  };
  expectSensibleLimits(limits);
  return limits;
}

/** @throws SetupError */
export function expectSensibleLimits(limits: ResourceLimits): void {
  expectKnown('limits', limits, [...Object.keys(DEFAULTS), 'memorySoftBytes', 'memoryHardBytes']);
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new SetupError(`limits.${name} has to be a whole number above 0, not ${String(value)}.`);
    }
  }
  const { memorySoftBytes, memoryHardBytes } = limits;
  if (memorySoftBytes >= memoryHardBytes) {
    throw new SetupError(
      `limits.memorySoftBytes (${memorySoftBytes}) has to be below limits.memoryHardBytes (${memoryHardBytes}).`,
    );
  }
}

function memoryOfMachine(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
