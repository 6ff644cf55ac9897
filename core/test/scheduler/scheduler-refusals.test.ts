import { setImmediate as settle } from 'node:timers/promises';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { QueueFullError } from '../../src/errors/request-errors.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import type { SchedulerOptions } from '../../src/scheduler/scheduler-options.js';
import { rejection, Rig } from './rig.js';

describe('PriorityScheduler', () => {
  describe('capacity', () => {
    it('counts all that is accepted and has not ended, and says when there is room', async () => {
      const rig = new Rig({ capacity: 2 });
      const first = rig.submit('1');
      rig.submit('2');
      expect(() => rig.submit('3'))
        .to.throw(QueueFullError)
        .with.property('expectedWaitMs', null);
      await settle();
      await rig.clock.advance(4000);
      rig.run('1').resolve('done');
      await first.result;
      rig.submit('3');
      expect(() => rig.submit('4'))
        .to.throw(QueueFullError)
        .with.property('expectedWaitMs', 8000);
    });

    it('bounds each tenant on its own', () => {
      const rig = new Rig({ capacity: 10, perTenantCapacity: 2 });
      const first = rig.submit('1');
      rig.submit('2');
      expect(() => rig.submit('3'))
        .to.throw(QueueFullError)
        .with.property('capacity', 2);
      rig.submit('other', { tenant: 'another guild' });
      first.cancel('room');
      rig.submit('3');
    });
  });

  const NONSENSE: readonly [Partial<SchedulerOptions>, string][] = [
    [{ workers: 0 }, 'workers has to be a whole number of at least 1, not 0.'],
    [{ workers: 2.5 }, 'workers has to be a whole number of at least 1, not 2.5.'],
    [{ workers: 4, maxWorkers: 3 }, 'maxWorkers has to be a whole number of at least 4, not 3.'],
    [{ maxWorkers: Number.NaN }, 'maxWorkers has to be a whole number of at least 1, not NaN.'],
    [{ capacity: 1.5 }, 'capacity has to be a whole number of at least 1, not 1.5.'],
    [{ perTenantCapacity: 0 }, 'perTenantCapacity has to be a whole number of at least 1, not 0.'],
    [{ perTenantRunning: 0 }, 'perTenantRunning has to be a whole number of at least 1, not 0.'],
    [{ history: -1 }, 'history has to be a whole number of at least 0, not -1.'],
    [{ ageAfterMs: 0 }, 'ageAfterMs has to be a number of milliseconds above 0, not 0.'],
    [{ ageAfterMs: Number.NaN }, 'ageAfterMs has to be a number of milliseconds above 0, not NaN.'],
  ];
  for (const [options, words] of NONSENSE) {
    it(`refuses ${inspect(options)}, saying what was expected and what came`, () => {
      expect(() => new Rig(options)).to.throw(SetupError, words);
    });
  }

  it('refuses requests that make no sense, and keeps nothing of them', async () => {
    const rig = new Rig();
    // As plain JavaScript may call it.
    const nonsense = JSON.parse('"soon"');
    expect(() => rig.submit('song', { priority: nonsense })).to.throw(
      SetupError,
      'The priority of “song” has to be one of urgent, high, normal, low, not soon.',
    );
    expect(() => rig.submit('song', { deadlineMs: 0 })).to.throw(
      SetupError,
      'The deadline of “song” has to be above 0 milliseconds, not 0.',
    );
    const retry = { maxAttempts: Number.NaN, delayMs: () => 0 };
    expect(() => rig.submit('song', { retry })).to.throw(
      SetupError,
      'The tries of “song” have to be a whole number of at least 1, not NaN.',
    );
    expect(() => rig.submit('song').promote(nonsense)).to.throw(SetupError, 'not soon');
    expect(() => rig.scheduler.resize(Number.NaN)).to.throw(SetupError, 'not NaN');
    expect(() => rig.scheduler.resize(3, 2)).to.throw(SetupError, 'maxWorkers');
    expect(rig.scheduler.census()).to.include({ requests: 1, standings: 1 });
    expect(await rejection(rig.scheduler.close({ drainMs: -1 }))).to.be.instanceOf(SetupError);
    expect(rig.submit('still open').state.status).to.equal('queued');
  });
});
