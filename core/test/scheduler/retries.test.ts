import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { CircuitOpenError, SourceUnavailableError, TrackUnavailableError } from '../../src/errors/source-errors.js';
import { exponentialBackoff } from '../../src/resilience/exponential-backoff.js';
import { WindowBreaker } from '../../src/resilience/window-breaker.js';
import { heard, rejection, Rig, states } from './rig.js';

const retry = exponentialBackoff({ maxAttempts: 3, firstDelayMs: 1000, jitter: 'none' });
const down = () => new SourceUnavailableError('radio', 'The radio is silent.');

describe('retries', () => {
  it('wait without holding a worker, and go on from where the policy says', async () => {
    const rig = new Rig();
    const task = rig.submit('song', { retry });
    const events = heard(task);
    rig.submit('other');
    await settle();
    rig.run('song').reject(down());
    await settle();
    expect(task.state).to.include({ status: 'waiting-to-retry', attempt: 1, retryAtMs: rig.clock.now() + 1000 });
    expect(rig.started()).to.deep.equal(['song', 'other']);
    rig.run('other').resolve('done');
    await rig.clock.advance(999);
    expect(rig.started()).to.have.length(2);
    await rig.clock.advance(1);
    expect(rig.run('song').context.attempt).to.equal(2);
    rig.run('song').resolve('found');
    expect(await task.result).to.equal('found');
    expect(states(events)).to.deep.equal(['running', 'waiting-to-retry', 'queued', 'running', 'succeeded']);
  });

  it('end after the last try with its error', async () => {
    const rig = new Rig();
    const errors = [down(), down(), down()];
    const task = rig.submit('song', { retry });
    for (const error of errors) {
      await rig.clock.advance(2000);
      rig.run('song').reject(error);
    }
    expect(await rejection(task.result)).to.equal(errors[2]);
    expect(rig.started()).to.have.length(3);
  });

  it('are not made for what no retry can mend, nor without a policy', async () => {
    const rig = new Rig({ workers: 2 });
    const gone = rig.submit('gone', { retry });
    const once = rig.submit('once');
    await settle();
    rig.run('gone').reject(new TrackUnavailableError('radio', 'It is private.'));
    rig.run('once').reject(down());
    await settle();
    expect([gone.state.status, once.state.status]).to.deep.equal(['failed', 'failed']);
  });

  it('are not made where a policy names no time', async () => {
    for (const delayMs of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const rig = new Rig();
      const task = rig.submit('song', { retry: { maxAttempts: 3, delayMs: () => delayMs } });
      await settle();
      rig.run('song').reject(down());
      await settle();
      expect([task.state.status, rig.clock.pendingTimers]).to.deep.equal(['failed', 0]);
    }
  });

  it('wait as long as the source asked', async () => {
    const rig = new Rig();
    const task = rig.submit('song', { retry });
    await settle();
    rig.run('song').reject(new SourceUnavailableError('radio', 'Slow down.', { retryAfterMs: 7000 }));
    await settle();
    expect(task.state).to.include({ retryAtMs: rig.clock.now() + 7000 });
  });

  it('are given up by cancel and by the deadline, and leave nothing', async () => {
    const rig = new Rig();
    const cancelled = rig.submit('cancelled', { retry });
    const late = rig.submit('late', { retry, deadlineMs: 500 });
    await settle();
    rig.run('cancelled').reject(down());
    await settle();
    rig.run('late').reject(down());
    await settle();
    cancelled.cancel('no');
    await rig.clock.advance(500);
    expect([cancelled.state.status, late.state.status]).to.deep.equal(['cancelled', 'failed']);
    expect(rig.clock.pendingTimers).to.equal(0);
    expect(rig.scheduler.census()).to.include({ requests: 0, standings: 0, busyWorkers: 0 });
  });

  it("that would come after the deadline are not waited for: the source's own error ends the request at once", async () => {
    const rig = new Rig();
    const hasty = rig.submit('song', { retry, key: 'k', deadlineMs: 900 });
    const patient = rig.submit('song', { retry, key: 'k', deadlineMs: 60_000 });
    await settle();
    const silent = new SourceUnavailableError('radio', 'The radio is silent.');
    rig.run('song').reject(silent);
    await settle();
    expect(hasty.state).to.include({ status: 'failed', error: silent });
    expect(patient.state.status).to.equal('waiting-to-retry');
    expect(rig.scheduler.stats().retries).to.equal(1);
    patient.cancel('no');
    const alone = rig.submit('alone', { retry, deadlineMs: 900 });
    await settle();
    rig.run('alone').reject(silent);
    await settle();
    expect(alone.state).to.include({ status: 'failed', error: silent });
    expect(rig.scheduler.stats().retries).to.equal(1);
    expect(rig.scheduler.census()).to.include({ requests: 0, joinable: 0 });
    expect(rig.clock.pendingTimers).to.equal(0);
  });

  it('keep their place in a full backlog', async () => {
    const rig = new Rig({ capacity: 2 });
    const task = rig.submit('song', { retry });
    rig.submit('other');
    await settle();
    rig.run('song').reject(down());
    await settle();
    expect(() => rig.submit('third')).to.throw('already waiting');
    await rig.clock.advance(1000);
    rig.run('other').resolve('done');
    await settle();
    rig.run('song').resolve('found');
    expect(await task.result).to.equal('found');
  });

  it('take in a request that joins while they wait', async () => {
    const rig = new Rig();
    rig.submit('song', { retry, key: 'k' });
    await settle();
    rig.run('song').reject(down());
    await settle();
    const joined = rig.submit('song', { key: 'k', tenant: 'another guild' });
    expect(joined.state.status).to.equal('waiting-to-retry');
    await rig.clock.advance(1000);
    rig.run('song').resolve('found');
    expect(await joined.result).to.equal('found');
  });

  it('cost an open circuit no try: the task waits for the next probe until its own deadline', async () => {
    const rig = new Rig();
    const task = rig.submit('song', { retry, deadlineMs: 60_000 });
    for (let refusal = 0; refusal < 5; refusal++) {
      await settle();
      const { context } = rig.run('song');
      expect(context.attempt).to.equal(1);
      rig.run('song').reject(new CircuitOpenError('radio', rig.clock.now() + 10_000, rig.clock.now()));
      await rig.clock.advance(10_000);
    }
    expect(task.state.status).to.equal('running');
    await rig.clock.advance(10_000);
    expect(await rejection(task.result)).to.include({ code: 'deadline' });
  });

  it('drain a full backlog by themselves when an outage ends: nothing lost, few calls to what is down', async () => {
    const rig = new Rig({ workers: 3, capacity: 100, random: Math.random });
    const breaker = new WindowBreaker({ name: 'radio', clock: rig.clock, minimumCalls: 3, openMs: 5000 });
    let isDown = true;
    let deadCalls = 0;
    const ask = async () => {
      if (!isDown) return 'found';
      deadCalls++;
      throw down();
    };
    const tasks = Array.from({ length: 100 }, (_, index) =>
      rig.submit(`${index}`, { retry, tenant: `guild ${index % 7}`, run: () => breaker.execute(ask) }),
    );
    await rig.clock.advance(30_000);
    expect(rig.scheduler.stats()).to.include({ failed: 0, succeeded: 0 });
    isDown = false;
    await rig.clock.advance(45_000);
    expect(tasks.map((task) => task.state.status)).to.deep.equal(Array(100).fill('succeeded'));
    expect(deadCalls).to.be.lessThan(10);
    expect(rig.clock.pendingTimers).to.equal(0);
  });
});
