import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { CircuitOpenError, SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { PRIORITIES } from '../../src/model/priority.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import type { SchedulerCensus } from '../../src/scheduler/scheduler-census.js';
import { isTerminal } from '../../src/scheduler/scheduler.js';
import type { Task, TaskEvent } from '../../src/scheduler/task.js';
import { heard, Rig } from './rig.js';

const WORKERS = 2;
const ENDINGS = ['succeed', 'fail', 'outage', 'circuit open'] as const;

/** What may happen from outside, in any order. */
const operation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      tenant: fc.nat(3),
      priority: fc.constantFrom(...PRIORITIES),
      key: fc.option(fc.nat(3), { nil: undefined }),
      deadlineMs: fc.option(fc.constantFrom(50, 3000), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(), how: fc.constantFrom(...ENDINGS) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('promote' as const),
      which: fc.nat(),
      priority: fc.constantFrom(...PRIORITIES),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(10, 100, 1500) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resize' as const), workers: fc.integer({ min: 1, max: 3 }) }) },
);

const perTenant = fc.constantFrom(1, 2, Number.POSITIVE_INFINITY);

describe('PriorityScheduler, whatever happens', () => {
  it('ends each request once, runs no key twice at a time and no more than it has workers, and keeps nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 40 }), perTenant, async (operations, perTenantRunning) => {
        const rig = new Rig({ workers: WORKERS, capacity: 1000, ageAfterMs: 500, perTenantRunning });
        const requests: { task: Task<string>; events: TaskEvent[] }[] = [];
        const settled: string[] = [];
        rig.scheduler.onSettled((record) => settled.push(record.id));
        const open = new Set<number>();
        const end = (index: number, how: (typeof ENDINGS)[number]) => {
          open.delete(index);
          const run = rig.runs[index];
          if (how === 'succeed') run?.resolve('found');
          if (how === 'fail') run?.reject(new TrackUnavailableError('radio', 'It is private.'));
          if (how === 'outage') run?.reject(new SourceUnavailableError('radio', 'The radio is silent.'));
          if (how === 'circuit open')
            run?.reject(new CircuitOpenError('radio', rig.clock.now() + 200, rig.clock.now()));
        };
        let known = 0;
        let workers = WORKERS;
        const check = () => {
          for (; known < rig.runs.length; known++) open.add(known);
          expect(rig.scheduler.stats().busyWorkers).to.equal(open.size);
          const keys = [...open].flatMap((index) => {
            const run = rig.runs[index];
            return run?.name.startsWith('key') && !run.context.signal.aborted ? [run.name] : [];
          });
          expect(new Set(keys).size).to.equal(keys.length);
          if (open.size > workers) expect(workers).to.be.lessThan(3); // Only after it shrank.
          const busyFor = Map.groupBy(rig.scheduler.stats().perWorker, ({ current }) => current?.tenant);
          busyFor.delete(undefined);
          for (const busy of busyFor.values()) expect(busy.length).to.be.at.most(perTenantRunning);
        };
        for (const one of operations) {
          const chosen = 'which' in one ? one.which : 0;
          const request = requests[chosen % Math.max(1, requests.length)];
          if (one.do === 'submit') {
            const key = one.key === undefined ? undefined : `key ${one.key}`;
            const task = rig.submit(key ?? `alone ${requests.length}`, {
              tenant: `guild ${one.tenant}`,
              priority: one.priority,
              retry: exponentialBackoff({ firstDelayMs: 100, jitter: 'none' }),
              ...(key !== undefined && { key }),
              ...(requests.length % 2 === 0 && { id: `brought ${requests.length}` }),
              ...(one.deadlineMs !== undefined && { deadlineMs: one.deadlineMs }),
            });
            requests.push({ task, events: heard(task) });
          }
          if (one.do === 'end') end([...open][chosen % Math.max(1, open.size)] ?? -1, one.how);
          if (one.do === 'cancel') request?.task.cancel('no');
          if (one.do === 'promote') request?.task.promote(one.priority);
          if (one.do === 'resize') {
            workers = one.workers;
            rig.scheduler.resize(workers);
          }
          if (one.do === 'wait') await rig.clock.advance(one.ms);
          await settle();
          check();
        }
        const isBusy = ({ busyWorkers, requests }: SchedulerCensus) => busyWorkers + requests > 0;
        for (let round = 0; isBusy(rig.scheduler.census()); round++) {
          expect(round).to.be.lessThan(500);
          for (const index of [...open]) end(index, 'succeed');
          await rig.clock.advance(100);
          check();
        }
        for (const { task, events } of requests) {
          expect(isTerminal(task.state)).to.equal(true);
          const ends = events.filter((event) => event.type === 'state' && isTerminal(event.state));
          expect(ends).to.deep.equal([{ type: 'state', state: task.state }]);
          expect(events.at(-1)).to.equal(ends[0]);
        }
        expect(settled.toSorted()).to.deep.equal(requests.map(({ task }) => task.id).toSorted());
        const { history, ...held } = rig.scheduler.census();
        expect(Object.values(held).filter((count) => count !== 0)).to.deep.equal([]);
        expect(history).to.equal(Math.min(100, requests.length));
        expect(rig.clock.pendingTimers).to.equal(0);
      }),
      { numRuns: 60 },
    );
  });
});
