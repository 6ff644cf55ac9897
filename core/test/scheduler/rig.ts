import { setImmediate as settle } from 'node:timers/promises';
import { silentLogger } from '../../src/runtime/logger.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { SchedulerOptions } from '../../src/scheduler/scheduler-options.js';
import type { TaskContext, TaskEvent, Task, TaskSpec } from '../../src/scheduler/task.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/** One run of a piece of work that a test ends by hand. */
export interface HandRun extends PromiseWithResolvers<string> {
  readonly name: string;
  readonly context: TaskContext;
}

/** A scheduler on a fake clock, whose work runs until the test says otherwise. */
export class Rig {
  readonly clock = new FakeClock();
  readonly scheduler: PriorityScheduler;
  /** Every run that began, in order. */
  readonly runs: HandRun[] = [];

  constructor(options: Partial<SchedulerOptions> = {}) {
    this.scheduler = new PriorityScheduler({
      clock: this.clock,
      logger: silentLogger,
      workers: 1,
      random: () => 0,
      ...options,
    });
  }

  submit(name: string, spec: Partial<TaskSpec<string>> = {}): Task<string> {
    const run = (context: TaskContext) => {
      const run = { name, context, ...Promise.withResolvers<string>() };
      this.runs.push(run);
      return run.promise;
    };
    return this.scheduler.submit({ name, priority: 'normal', tenant: 'guild', run, ...spec });
  }

  /** Names of what has begun. */
  started(): string[] {
    return this.runs.map((run) => run.name);
  }

  /** The run that began last under this name. */
  run(name: string): HandRun {
    const run = this.runs.findLast((one) => one.name === name);
    if (run === undefined) throw new Error(`${name} has not begun; begun are: ${this.started().join(', ')}`);
    return run;
  }

  /** Ends the runs in the order they begin, until none is left. */
  async finishAll(): Promise<string[]> {
    await settle();
    for (let index = 0; index < this.runs.length; index++) {
      this.runs[index]?.resolve('done');
      await settle();
    }
    return this.started();
  }
}

/** What a request's listener heard. */
export function heard(task: Task<unknown>): TaskEvent[] {
  const events: TaskEvent[] = [];
  task.onEvent((event) => events.push(event));
  return events;
}

/** The states among them, by name. */
export function states(events: readonly TaskEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'state' ? [event.state.status] : []));
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}

/** The census of a scheduler that keeps nothing. */
export const EMPTY = {
  requests: 0,
  broughtIds: 0,
  joinable: 0,
  tenants: 0,
  standings: 0,
  waitingTenants: 0,
  heldTenants: 0,
  runningTenants: 0,
  busyWorkers: 0,
  history: 0,
};
