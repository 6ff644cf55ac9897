import type { Scheduler } from '@tonearm/core';

/** The scheduler, with another way in. */
export function submittingBy(scheduler: Scheduler, submit: Scheduler['submit']): Scheduler {
  return {
    submit,
    task: (id) => scheduler.task(id),
    tasksOf: (tenant) => scheduler.tasksOf(tenant),
    stats: () => scheduler.stats(),
    onSettled: (listener) => scheduler.onSettled(listener),
    resize: (workers, maxWorkers) => scheduler.resize(workers, maxWorkers),
    close: (options) => scheduler.close(options),
  };
}
