import { PRIORITIES, PriorityScheduler, SystemClock, silentLogger } from '@tonearm/core';
import { priorityQueue } from 'async';
import fastq from 'fastq';
import PQueue from 'p-queue';
import { BucketQueue } from './bucket-queue.js';

/** A queue as one round of a bench needs it. */
export interface QueueUnderTest {
  /** Runs something when its turn comes. @param index counts the submissions; its rest by four is the priority, 0 first */
  submit(index: number, run: () => Promise<void>): Promise<unknown>;
  /** Ends it. */
  close?(): Promise<void>;
}

/** How a queue is set up. */
export interface QueueOptions {
  readonly workers: number;
  /** Among how many tenants the tasks go round, where the queue knows tenants. */
  readonly tenants: number;
  /** Whether each task can be aborted and looks whether it was, where the queue knows that. */
  readonly signals: boolean;
  /** How many tasks there will be at most. */
  readonly capacity: number;
}

/** Makes a queue of each kind. fastq knows neither priorities nor signals; async.priorityQueue knows no signals. */
export const QUEUES = {
  tonearm: ({ workers, tenants, signals, capacity }) => {
    const scheduler = new PriorityScheduler({ clock: new SystemClock(), logger: silentLogger, workers, capacity });
    const guilds = Array.from({ length: tenants }, (_, index) => `guild-${index}`);
    return {
      submit: (index, run) => {
        const priority = PRIORITIES[index % PRIORITIES.length] ?? 'normal';
        const task = scheduler.submit({
          name: 'nothing',
          priority,
          tenant: guilds[index % tenants] ?? '',
          run: signals ? looking(run) : run,
        });
        return task.result;
      },
      close: () => scheduler.close(),
    };
  },
  bare: ({ workers }) => {
    const queue = new BucketQueue(workers);
    return { submit: (index, run) => queue.submit(index % PRIORITIES.length, run) };
  },
  fastq: ({ workers }) => {
    const queue = fastq.promise((run: () => Promise<void>) => run(), workers);
    return { submit: (_, run) => queue.push(run) };
  },
  'p-queue': ({ workers, signals }) => {
    const queue = new PQueue({ concurrency: workers });
    return {
      submit: (index, run) => {
        const priority = PRIORITIES.length - (index % PRIORITIES.length);
        if (!signals) return queue.add(run, { priority });
        return queue.add(looking(run), { priority, signal: new AbortController().signal });
      },
    };
  },
  'async.priorityQueue': ({ workers }) => {
    const queue = priorityQueue(async (run: () => Promise<void>) => run(), workers);
    return { submit: (index, run) => queue.push(run, index % PRIORITIES.length) };
  },
} as const satisfies Readonly<Record<string, (options: QueueOptions) => QueueUnderTest>>;

/** The same, but it looks first whether it was aborted. */
function looking(run: () => Promise<void>) {
  return ({ signal }: { readonly signal?: AbortSignal | undefined }) => {
    signal?.throwIfAborted();
    return run();
  };
}

/** Submits so many tasks that do nothing, all at once, and waits for the last. Returns what that took, in milliseconds. */
export async function roundMs(
  kind: keyof typeof QUEUES,
  tasks: number,
  how: Omit<QueueOptions, 'capacity'>,
): Promise<number> {
  const queue: QueueUnderTest = QUEUES[kind]({ ...how, capacity: tasks });
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: tasks }, (_, index) => queue.submit(index, NOTHING)));
  const tookMs = performance.now() - startedMs;
  await queue.close?.();
  return tookMs;
}

const NOTHING = async () => {};
