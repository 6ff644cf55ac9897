import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { CancelledError, DeadlineError } from '../../src/errors/request-errors.js';
import { TrackUnavailableError } from '../../src/errors/source-errors.js';
import { EMPTY, heard, rejection, Rig, states } from './rig.js';

describe('PriorityScheduler', () => {
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
});
