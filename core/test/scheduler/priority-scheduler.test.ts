import { setImmediate as settle } from 'node:timers/promises';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { CancelledError, DeadlineError, QueueFullError } from '../../src/errors/request-errors.js';
import { SetupError } from '../../src/errors/setup-errors.js';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import type { SchedulerOptions } from '../../src/scheduler/scheduler-options.js';
import { heard, rejection, Rig, states } from './rig.js';

describe('PriorityScheduler', () => {
  it('begins after submit has returned, urgent before high before normal before low', async () => {
    const rig = new Rig();
    rig.submit('low', { priority: 'low' });
    rig.submit('normal');
    rig.submit('urgent', { priority: 'urgent' });
    rig.submit('high', { priority: 'high' });
    expect(rig.started()).to.deep.equal([]);
    expect(await rig.finishAll()).to.deep.equal(['urgent', 'high', 'normal', 'low']);
  });

  it('keeps as many running as it has workers, also after they grow and shrink', async () => {
    const rig = new Rig({ workers: 2 });
    for (const name of ['1', '2', '3', '4', '5']) rig.submit(name);
    await settle();
    expect(rig.started()).to.have.length(2);
    rig.scheduler.resize(3);
    await settle();
    expect(rig.started()).to.have.length(3);
    rig.scheduler.resize(1);
    rig.run('1').resolve('done');
    rig.run('2').resolve('done');
    await settle();
    expect(rig.started()).to.have.length(3);
    expect(rig.scheduler.stats()).to.include({ workers: 1, busyWorkers: 1, pending: 2, running: 1, succeeded: 2 });
  });

  it('runs six instant tasks on three workers without waiting for anything', async () => {
    const rig = new Rig({ workers: 3 });
    const tasks = Array.from({ length: 6 }, (_, index) =>
      rig.scheduler.submit({ name: `${index}`, priority: 'normal', tenant: 'guild', run: async () => index }),
    );
    expect(await Promise.all(tasks.map((task) => task.result))).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(rig.clock.monotonic()).to.equal(0);
  });

  it("starts one guild's only request among the first though another guild has a hundred waiting", async () => {
    const rig = new Rig({ workers: 3, capacity: 200 });
    for (let index = 0; index < 100; index++) rig.submit(`a${index}`, { tenant: 'guild a' });
    await settle();
    const only = rig.submit('b', { tenant: 'guild b' });
    expect(only.position()).to.be.at.most(1);
    expect((await rig.finishAll()).indexOf('b')).to.be.at.most(4);
  });

  it('lets a low request rise with the time it waits', async () => {
    const rig = new Rig({ ageAfterMs: 30_000 });
    rig.submit('first');
    await settle();
    rig.submit('old', { priority: 'low' });
    await rig.clock.advance(90_000);
    rig.submit('new', { priority: 'urgent' });
    expect(await rig.finishAll()).to.deep.equal(['first', 'old', 'new']);
  });

  it('tells each state once, in order, and the result', async () => {
    const rig = new Rig();
    const task = rig.submit('song');
    const events = heard(task);
    const settled: string[] = [];
    rig.scheduler.onSettled((record) => settled.push(`${record.id} ${record.state.status}`));
    await settle();
    rig.run('song').context.report('looking', 0.5);
    rig.run('song').context.report('looking', 7);
    rig.run('song').resolve('found');
    expect(await task.result).to.equal('found');
    rig.run('song').context.report('too late', 1);
    expect(states(events)).to.deep.equal(['running', 'succeeded']);
    expect(events.filter((event) => event.type === 'report')).to.deep.equal([
      { type: 'report', stage: 'looking', fraction: 0.5, attempt: 1 },
      { type: 'report', stage: 'looking', fraction: 1, attempt: 1 },
    ]);
    expect(settled).to.deep.equal([`${task.id} succeeded`]);
    expect(task.cancel('too late')).to.equal(false);
    expect(task.state.status).to.equal('succeeded');
  });

  it('reports what failed as failed, exactly once, whatever was thrown and however', async () => {
    const rig = new Rig();
    const settled: string[] = [];
    rig.scheduler.onSettled((record) => settled.push(record.state.status));
    const error = new TrackUnavailableError('radio', 'This video is private.');
    const task = rig.submit('song', {
      run: () => {
        throw error;
      },
    });
    const events = heard(task);
    expect(await rejection(task.result)).to.equal(error);
    expect(states(events)).to.deep.equal(['running', 'failed']);
    expect(settled).to.deep.equal(['failed']);
    const foreign = rig.submit('bug', { run: () => Promise.reject(new TypeError('oops')) });
    expect(await rejection(foreign.result)).to.include({ code: 'unexpected' });
    expect(rig.scheduler.stats()).to.include({ succeeded: 0, failed: 2 });
  });

  it('never leaves an unhandled rejection when nobody looks at the result', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    try {
      const rig = new Rig();
      rig.submit('fails', { run: () => Promise.reject(new Error('no')) });
      void rig.submit('fails', { run: () => Promise.reject(new Error('no')) }).result;
      void rig.submit('cancelled').cancel('no');
      await settle();
      await settle();
      expect(rig.scheduler.stats()).to.include({ failed: 2, cancelled: 1 });
      expect(unhandled).to.deep.equal([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  describe('cancel', () => {
    it('ends a waiting request at once, and its work never runs', async () => {
      const rig = new Rig();
      rig.submit('first');
      const task = rig.submit('second');
      const events = heard(task);
      await settle();
      expect(task.cancel('Not wanted any more.')).to.equal(true);
      expect(task.cancel('Again.')).to.equal(false);
      expect(task.state).to.include({ status: 'cancelled', reason: 'Not wanted any more.' });
      expect(await rejection(task.result)).to.be.instanceOf(CancelledError);
      expect(states(events)).to.deep.equal(['cancelled']);
      expect(await rig.finishAll()).to.deep.equal(['first']);
    });

    it('aborts what runs at once, and frees the worker when the work has let go', async () => {
      const rig = new Rig();
      const task = rig.submit('hangs');
      rig.submit('next');
      await settle();
      const { signal } = rig.run('hangs').context;
      task.cancel('Enough.');
      expect(signal.aborted).to.equal(true);
      expect(signal.reason).to.be.instanceOf(CancelledError);
      expect(task.state.status).to.equal('cancelled');
      await settle();
      expect(rig.scheduler.stats()).to.include({ busyWorkers: 1, running: 0, pending: 1 });
      rig.run('hangs').resolve('ignored its signal');
      await settle();
      expect(rig.started()).to.deep.equal(['hangs', 'next']);
      expect(task.state.status).to.equal('cancelled');
    });

    it('is seen by work that first asks for its signal afterwards', async () => {
      const rig = new Rig();
      const task = rig.submit('asks late');
      await settle();
      task.cancel('Enough.');
      expect(rig.run('asks late').context.signal.aborted).to.equal(true);
    });

    it('works from inside a listener that hears of the start', async () => {
      const rig = new Rig();
      const task = rig.submit('never');
      task.onEvent((event) => {
        if (event.type === 'state' && event.state.status === 'running') task.cancel('At the door.');
      });
      rig.submit('next');
      expect(await rig.finishAll()).to.deep.equal(['next']);
    });
  });

  it('moves a promoted request up', async () => {
    const rig = new Rig();
    for (const name of ['1', '2', '3']) rig.submit(name);
    const late = rig.submit('late', { priority: 'low' });
    expect(late.position()).to.equal(3);
    late.promote('urgent');
    expect(late.position()).to.equal(0);
    expect(late.priority).to.equal('urgent');
    expect((await rig.finishAll())[0]).to.equal('late');
    expect(late.position()).to.equal(undefined);
  });

  describe('deadline', () => {
    it('fails a waiting request without running it', async () => {
      const rig = new Rig();
      rig.submit('first');
      const task = rig.submit('second', { deadlineMs: 1000 });
      await rig.clock.advance(1000);
      expect(await rejection(task.result)).to.be.instanceOf(DeadlineError);
      expect(task.state.status).to.equal('failed');
      expect(await rig.finishAll()).to.deep.equal(['first']);
    });

    it('aborts a running request, and leaves no timer behind one that ends in time', async () => {
      const rig = new Rig({ workers: 2 });
      const late = rig.submit('late', { deadlineMs: 1000 });
      rig.submit('in time', { deadlineMs: 1000 });
      await settle();
      rig.run('in time').resolve('done');
      await rig.clock.advance(1000);
      expect(late.state.status).to.equal('failed');
      expect(rig.run('late').context.signal.reason).to.be.instanceOf(DeadlineError);
      expect(rig.clock.pendingTimers).to.equal(0);
    });
  });

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

  it('gives ids that nobody guesses, also for the same request in the same millisecond', () => {
    const rig = new Rig({ capacity: 1000 });
    const ids = Array.from({ length: 1000 }, () => rig.submit('same').id);
    expect(new Set(ids).size).to.equal(1000);
    for (const id of ids) expect(id).to.match(/^[0-9a-hjkmnp-tv-z]{13}$/);
  });

  it("keeps the caller's id, unless it is taken", () => {
    const rig = new Rig();
    expect(rig.submit('song', { id: 'told-before' }).id).to.equal('told-before');
    expect(() => rig.submit('song', { id: 'told-before' })).to.throw(SetupError);
    expect(rig.scheduler.stats().pending).to.equal(1);
  });

  it('remembers the last that ended, and no more than that', async () => {
    const rig = new Rig({ capacity: 300, history: 100 });
    const tasks = Array.from({ length: 202 }, (_, index) => rig.submit(`${index}`));
    await rig.finishAll();
    const known = rig.scheduler.tasksOf('guild');
    expect(known.map((record) => record.name)).to.deep.equal(
      Array.from({ length: 100 }, (_, index) => `${201 - index}`),
    );
    expect(rig.scheduler.task(tasks[201]?.id ?? '')?.state.status).to.equal('succeeded');
    expect(rig.scheduler.task(tasks[101]?.id ?? '')).to.equal(undefined);
    expect(rig.scheduler.census()).to.deep.equal({ ...EMPTY, history: 100 });
  });

  it("tells a tenant's own tasks, live ones first", async () => {
    const rig = new Rig();
    rig.submit('1');
    await settle();
    rig.run('1').resolve('done');
    await settle();
    const live = rig.submit('2', { requestedBy: 'someone' });
    rig.submit('elsewhere', { tenant: 'another guild' });
    expect(rig.scheduler.tasksOf('guild').map((record) => record.name)).to.deep.equal(['2', '1']);
    const record = rig.scheduler.task(live.id);
    expect(record).to.include({ requestedBy: 'someone', priority: 'normal' });
    expect(record?.cancel('by id')).to.equal(true);
    expect(live.state.status).to.equal('cancelled');
  });

  it('aborts, cancels and refuses everything once it closes, and waits for what runs to let go', async () => {
    const rig = new Rig();
    const running = rig.submit('running');
    const waiting = rig.submit('waiting');
    await settle();
    let closed = false;
    const closing = rig.scheduler.close().then(() => {
      closed = true;
    });
    await settle();
    expect([running.state.status, waiting.state.status]).to.deep.equal(['cancelled', 'cancelled']);
    expect(rig.run('running').context.signal.aborted).to.equal(true);
    expect(closed).to.equal(false);
    expect(() => rig.submit('refused')).to.throw(CancelledError);
    rig.run('running').reject(new Error('aborted'));
    await closing;
    expect(rig.scheduler.census()).to.deep.equal({ ...EMPTY, history: 2 });
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

const EMPTY = {
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
