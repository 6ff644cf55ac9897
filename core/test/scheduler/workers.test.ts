import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { Rig } from './rig.js';

describe('workers', () => {
  it('grow under load, shrink after quiet, and leave no timer once they are as few as they may be', async () => {
    const rig = new Rig({ workers: 1, maxWorkers: 4 });
    for (let index = 0; index < 60; index++) rig.submit(`${index}`);
    await settle();
    expect(rig.scheduler.stats()).to.include({ workers: 4, busyWorkers: 4, pending: 56 });
    await rig.finishAll();
    expect(rig.scheduler.stats()).to.include({ workers: 4, busyWorkers: 0 });
    await rig.clock.advance(120_000);
    expect(rig.scheduler.stats().workers).to.equal(1);
    expect(rig.scheduler.stats().perWorker).to.have.lengthOf(1);
    expect(rig.clock.pendingTimers).to.equal(0);
  });

  it('stay as they are when both bounds are the same', async () => {
    const rig = new Rig({ workers: 2 });
    for (let index = 0; index < 60; index++) rig.submit(`${index}`);
    await settle();
    expect(rig.scheduler.stats()).to.include({ workers: 2, busyWorkers: 2 });
    expect(rig.clock.pendingTimers).to.equal(0);
  });

  it('have their figures: completed, failed, the part of their time in which they were busy, and what they do', async () => {
    const rig = new Rig({ workers: 1 });
    rig.submit('good');
    rig.submit('bad');
    rig.submit('unwanted').cancel('no');
    await rig.clock.advance(1_000);
    rig.run('good').resolve('done');
    await rig.clock.advance(1_000);
    rig.submit('last', { tenant: 'another guild' });
    rig.run('bad').reject(new TrackUnavailableError('radio', 'It is private.'));
    await rig.clock.advance(500);
    const doing = { tenant: 'another guild', name: 'last', forMs: 500 };
    expect(rig.scheduler.stats().perWorker).to.deep.equal([
      { number: 1, completed: 1, failed: 1, busyShare: 1, current: doing },
    ]);
    rig.run('last').resolve('done');
    await rig.clock.advance(2_500);
    expect(rig.scheduler.stats().perWorker).to.deep.equal([
      { number: 1, completed: 2, failed: 1, busyShare: 0.5, current: null },
    ]);
  });

  it('say what a joined work is called by the tenant whose turn it was', async () => {
    const rig = new Rig({ workers: 1 });
    rig.submit('blocker');
    await settle();
    rig.submit('as a says', { tenant: 'a', key: 'k', priority: 'low' });
    rig.submit('as b says', { tenant: 'b', key: 'k', priority: 'high' });
    rig.run('blocker').resolve('done');
    await settle();
    expect(rig.scheduler.stats().perWorker[0]?.current).to.include({ tenant: 'b', name: 'as b says' });
  });
});

describe('what runs for one tenant', () => {
  it('is bounded: its turn passes to others, and comes back when one has ended', async () => {
    const rig = new Rig({ workers: 3, perTenantRunning: 2 });
    for (const name of ['a1', 'a2', 'a3', 'a4']) rig.submit(name, { tenant: 'a', priority: 'urgent' });
    await settle();
    expect(rig.started()).to.deep.equal(['a1', 'a2']);
    rig.submit('b1', { tenant: 'b', priority: 'low' });
    await settle();
    expect(rig.started()).to.deep.equal(['a1', 'a2', 'b1']);
    rig.run('a1').resolve('done');
    await settle();
    expect(rig.started()).to.deep.equal(['a1', 'a2', 'b1', 'a3']);
    await rig.finishAll();
    expect(rig.scheduler.census()).to.include({ heldTenants: 0, runningTenants: 0, waitingTenants: 0 });
  });

  it('counts a joined work for the tenant whose turn it was', async () => {
    const rig = new Rig({ workers: 3, perTenantRunning: 1 });
    rig.submit('a1', { tenant: 'a' });
    await settle();
    rig.submit('shared', { tenant: 'a', key: 'k' });
    await settle();
    expect(rig.started()).to.deep.equal(['a1']);
    rig.submit('shared', { tenant: 'b', key: 'k' });
    await settle();
    expect(rig.started()).to.deep.equal(['a1', 'shared']);
    rig.submit('b2', { tenant: 'b' });
    await settle();
    expect(rig.started()).to.deep.equal(['a1', 'shared']);
    expect(await rig.finishAll()).to.deep.equal(['a1', 'shared', 'b2']);
  });

  it('keeps who waits in line, growing older, and tells its position as if the tenant had its turns', async () => {
    const rig = new Rig({ workers: 2, perTenantRunning: 1, ageAfterMs: 1_000 });
    rig.submit('a1', { tenant: 'a' });
    rig.submit('c1', { tenant: 'c' });
    await settle();
    const a2 = rig.submit('a2', { tenant: 'a', priority: 'low' });
    const a3 = rig.submit('a3', { tenant: 'a', priority: 'low' });
    rig.submit('b1', { tenant: 'b', priority: 'low' });
    expect([a2.position(), a3.position()]).to.deep.equal([1, 2]);
    a2.promote('urgent');
    expect([a2.position(), a3.position()]).to.deep.equal([0, 2]);
    await rig.clock.advance(3_000);
    rig.submit('a4', { tenant: 'a', priority: 'urgent' });
    expect(await rig.finishAll()).to.deep.equal(['a1', 'c1', 'b1', 'a3', 'a2', 'a4']);
  });
});

describe('figures', () => {
  it('tell waits, runs, retries, the share that succeeded and the uptime', async () => {
    const rig = new Rig({ workers: 1 });
    expect(rig.scheduler.stats()).to.include({ wait: null, run: null, successRate: null, expectedWaitMs: 0 });
    const retry = exponentialBackoff({ firstDelayMs: 100, jitter: 'none' });
    rig.submit('first', { retry });
    rig.submit('second');
    await rig.clock.advance(1_000);
    rig.run('first').reject(new SourceUnavailableError('radio', 'The radio is silent.'));
    await settle();
    expect(rig.scheduler.stats()).to.include({ retries: 1, expectedWaitMs: 2_000 });
    await rig.clock.advance(1_000);
    rig.run('second').reject(new TrackUnavailableError('radio', 'It is private.'));
    await rig.clock.advance(1_000);
    rig.run('first').resolve('done');
    await settle();
    const { wait, run, ...stats } = rig.scheduler.stats();
    expect(stats).to.include({ retries: 1, successRate: 0.5, uptimeMs: 3_000, expectedWaitMs: 0 });
    expect(run?.p50Ms).to.be.closeTo(1_000, 60);
    expect(wait?.p95Ms).to.be.closeTo(1_000, 60);
  });
});

describe('close with a drain', () => {
  it('finishes what was accepted, retries included, and refuses what comes', async () => {
    const rig = new Rig({ workers: 1 });
    const task = rig.submit('song', { retry: exponentialBackoff({ firstDelayMs: 100, jitter: 'none' }) });
    await settle();
    const closed = rig.scheduler.close({ drainMs: 5_000 });
    expect(() => rig.submit('late')).to.throw('shutting down');
    rig.run('song').reject(new SourceUnavailableError('radio', 'The radio is silent.'));
    await rig.clock.advance(100);
    rig.run('song').resolve('found');
    await closed;
    expect(await task.result).to.equal('found');
    expect(rig.clock.pendingTimers).to.equal(0);
  });

  it('aborts what has not ended in time', async () => {
    const rig = new Rig({ workers: 1 });
    const [running, waiting] = [rig.submit('running'), rig.submit('waiting')];
    await settle();
    const closed = rig.scheduler.close({ drainMs: 5_000 });
    await rig.clock.advance(4_999);
    expect(running.state.status).to.equal('running');
    await rig.clock.advance(1);
    expect([running.state.status, waiting.state.status]).to.deep.equal(['cancelled', 'cancelled']);
    rig.run('running').reject(new Error('aborted'));
    await closed;
  });

  it('has nothing to wait for when nothing is left, and is ended by a close without it', async () => {
    const idle = new Rig();
    await idle.scheduler.close({ drainMs: 5_000 });
    const rig = new Rig();
    const task = rig.submit('song');
    await settle();
    const drained = rig.scheduler.close({ drainMs: 5_000 });
    const closed = rig.scheduler.close();
    expect(task.state.status).to.equal('cancelled');
    rig.run('song').reject(new Error('aborted'));
    await Promise.all([drained, closed]);
    expect(rig.clock.pendingTimers).to.equal(0);
  });
});
