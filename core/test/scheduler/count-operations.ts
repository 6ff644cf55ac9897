import { Session } from 'node:inspector/promises';
import { silentLogger } from '../../src/runtime/logger.js';
import { PRIORITIES } from '../../src/model/priority.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { Task } from '../../src/scheduler/task.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/*
 * A program of its own, because counting slows everything down: prints how many functions and blocks of the core ran
 * for each operation, with as many tasks waiting as its argument says.
 */
const waiting = Number(process.argv[2]);
const ROUNDS = 200;
const TENANTS = 50;

const inspector = new Session();
inspector.connect();
await inspector.post('Profiler.enable');
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

const scheduler = new PriorityScheduler({ clock: new FakeClock(), logger: silentLogger, workers: 1, capacity: 1e6 });
const gates: (() => void)[] = [];
const submit = (index: number) =>
  scheduler.submit({
    name: 'song',
    priority: PRIORITIES[index % 4] ?? 'normal',
    tenant: `guild ${index % TENANTS}`,
    run: () => new Promise<void>((resolve) => gates.push(resolve)),
  });
const tasks: Task<void>[] = [];
for (let index = 0; index < waiting; index++) tasks.push(submit(index));
await turns();

const counts = {
  submit: await counted((round) => tasks.push(submit(round))),
  cancel: await counted((round) => spread(round).cancel('no')),
  promote: await counted((round) => spread(round + ROUNDS).promote(PRIORITIES[round % 4] ?? 'normal')),
  start: await counted(async () => {
    gates.pop()?.();
    await turns();
  }),
};
console.log(JSON.stringify(counts));

/** A task from anywhere in the line, none of them twice. */
function spread(round: number): Task<void> {
  const task = tasks[Math.floor((round * waiting) / (2 * ROUNDS)) + 1];
  if (task === undefined) throw new Error(`There is no task for round ${round}.`);
  return task;
}

/** Lets what was queued as microtasks run. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await undefined;
}

/** How much runs for one operation, on average over all rounds. */
async function counted(operation: (round: number) => unknown): Promise<number> {
  await inspector.post('Profiler.takePreciseCoverage'); // Begins to count anew.
  for (let round = 0; round < ROUNDS; round++) await operation(round);
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  const ours = result.filter(({ url }) => url.includes('/core/dist/src/'));
  const ranges = ours.flatMap(({ functions }) => functions.flatMap((one) => one.ranges));
  return ranges.reduce((sum, { count }) => sum + count, 0) / ROUNDS;
}
