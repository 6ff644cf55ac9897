import { SetupError } from '../errors/setup-errors.js';
import { isPriority, PRIORITIES } from '../model/priority.js';
import type { TaskSpec } from './task.js';

/** Refuses what no caller in TypeScript would mean. @throws SetupError that says what was expected and what came */
export function expectSensible({ name, priority, deadlineMs, retry }: TaskSpec<unknown>): void {
  expectPriority(name, priority);
  if (deadlineMs !== undefined && !(deadlineMs > 0)) {
    throw new SetupError(`The deadline of “${name}” has to be above 0 milliseconds, not ${deadlineMs}.`);
  }
  if (retry !== undefined && !(Number.isSafeInteger(retry.maxAttempts) && retry.maxAttempts >= 1)) {
    const came = String(retry.maxAttempts);
    throw new SetupError(`The tries of “${name}” have to be a whole number of at least 1, not ${came}.`);
  }
}

/** @throws SetupError */
export function expectPriority(name: string, priority: string): void {
  if (isPriority(priority)) return;
  throw new SetupError(`The priority of “${name}” has to be one of ${PRIORITIES.join(', ')}, not ${priority}.`);
}
