import { PRIORITIES, PriorityScheduler, SystemClock, silentLogger } from '@tonearm/core';
import { type Bench, type BenchContext, type Figure, measured } from '../bench.js';
import { BucketQueue } from '../rivals/bucket-queue.js';
import { median } from '../statistics.js';

const WORKERS = 3;
const TENANTS = 1_000;
/** Made before, as the other side is given none to make. */
const GUILDS = Array.from({ length: TENANTS }, (_, index) => `guild-${index}`);

/** Tasks that do nothing, so that only the scheduler itself costs. */
export const scheduler: Bench = {
  name: 'scheduler',
  title: 'What the scheduler costs',
  means:
    'Tasks of four priorities that do nothing, 3 workers, all submitted at once. Beside it four arrays and a counter, which ' +
    'can neither cancel, join, retry, share fairly nor tell states.',
  rival: 'bare bucket queue',
  run,
};

async function run({ quick }: BenchContext): Promise<readonly Figure[]> {
  const tasks = quick ? 20_000 : 100_000;
  const rounds = quick ? 3 : 5;
  const bare: number[] = [];
  const oneTenant: number[] = [];
  const manyTenants: number[] = [];
  const cancelMs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const times = {
      bare: await bareMs(tasks),
      one: await scheduledMs(tasks, 1),
      many: await scheduledMs(tasks, TENANTS),
      cancel: await cancellingMs(tasks),
    };
    if (round === 0) continue; // It only warms the compiler up.
    bare.push(times.bare);
    oneTenant.push(times.one);
    manyTenants.push(times.many);
    cancelMs.push(times.cancel);
  }
  const rate = (ms: readonly number[]) => (tasks / median(ms)) * 1_000;
  const aim = { of: 'ratio', atLeast: 0.5 } as const;
  const rival = rate(bare);
  return [
    measured({ label: `${tasks} tasks of one guild`, unit: 'tasks/s', value: rate(oneTenant), rival, aim }),
    measured({ label: `${tasks} tasks of ${TENANTS} guilds`, unit: 'tasks/s', value: rate(manyTenants), rival, aim }),
    measured({
      label: `cancelling ${tasks} waiting tasks`,
      unit: 'ms',
      value: median(cancelMs),
      aim: { of: 'value', below: 1_000 },
    }),
  ];
}

const NOTHING = async () => {};

async function bareMs(tasks: number): Promise<number> {
  const queue = new BucketQueue(WORKERS);
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: tasks }, (_, index) => queue.submit(index % PRIORITIES.length, NOTHING)));
  return performance.now() - startedMs;
}

async function scheduledMs(tasks: number, tenants: number): Promise<number> {
  const scheduler = newScheduler(tasks);
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: tasks }, (_, index) => submit(scheduler, index, tenants, NOTHING).result));
  const tookMs = performance.now() - startedMs;
  await scheduler.close();
  return tookMs;
}

async function cancellingMs(tasks: number): Promise<number> {
  const scheduler = newScheduler(tasks);
  const waiting = Array.from({ length: tasks }, (_, index) => submit(scheduler, index, TENANTS, NOTHING));
  const startedMs = performance.now();
  for (const task of waiting) task.cancel('The bench wants to know what this costs.');
  const tookMs = performance.now() - startedMs;
  await Promise.allSettled(waiting.map(({ result }) => result));
  await scheduler.close();
  return tookMs;
}

function newScheduler(capacity: number): PriorityScheduler {
  return new PriorityScheduler({ clock: new SystemClock(), logger: silentLogger, workers: WORKERS, capacity });
}

function submit(scheduler: PriorityScheduler, index: number, tenants: number, run: () => Promise<void>) {
  const priority = PRIORITIES[index % PRIORITIES.length] ?? 'normal';
  const tenant = GUILDS[index % tenants] ?? '';
  return scheduler.submit({ name: 'nothing', priority, tenant, run });
}
