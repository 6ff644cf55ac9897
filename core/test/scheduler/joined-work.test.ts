import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { heard, rejection, Rig, states } from './rig.js';

describe('joined work', () => {
  it('runs once for five equal requests, and answers each', async () => {
    const rig = new Rig({ workers: 3 });
    const tasks = Array.from({ length: 5 }, (_, index) => rig.submit('song', { key: 'k', tenant: `guild ${index}` }));
    await settle();
    expect(rig.started()).to.deep.equal(['song']);
    expect(new Set(tasks.map((task) => task.id)).size).to.equal(5);
    rig.run('song').resolve('found');
    expect(await Promise.all(tasks.map((task) => task.result))).to.deep.equal(Array(5).fill('found'));
    expect(rig.scheduler.stats()).to.include({ succeeded: 5, busyWorkers: 0 });
  });

  it('runs anew for a request that comes after the answer', async () => {
    const rig = new Rig();
    rig.submit('song', { key: 'k' });
    await rig.finishAll();
    rig.submit('song', { key: 'k' });
    expect(await rig.finishAll()).to.deep.equal(['song', 'song']);
  });

  it('stands in the line of each tenant and starts at whichever turn comes first', async () => {
    const rig = new Rig();
    for (const name of ['a1', 'a2', 'a3']) rig.submit(name, { tenant: 'a' });
    const first = rig.submit('shared', { tenant: 'a', key: 'k' });
    rig.submit('b1', { tenant: 'b' });
    const second = rig.submit('shared', { tenant: 'b', key: 'k' });
    expect([first.position(), second.position()]).to.deep.equal([3, 3]);
    expect(await rig.finishAll()).to.deep.equal(['a1', 'b1', 'a2', 'shared', 'a3']);
  });

  it('starts by the best of its requests, and falls back when that one leaves', async () => {
    const rig = new Rig();
    rig.submit('other');
    rig.submit('shared', { key: 'k', priority: 'low' });
    const urgent = rig.submit('shared', { key: 'k', priority: 'urgent' });
    expect(urgent.position()).to.equal(0);
    urgent.cancel('changed my mind');
    expect(await rig.finishAll()).to.deep.equal(['other', 'shared']);
  });

  it('goes on while one request is left, and is aborted when the last has gone', async () => {
    const rig = new Rig();
    const [one, two] = [rig.submit('song', { key: 'k' }), rig.submit('song', { key: 'k' })];
    await settle();
    const { signal } = rig.run('song').context;
    one.cancel('no');
    expect([one.state.status, two.state.status, signal.aborted]).to.deep.equal(['cancelled', 'running', false]);
    two.cancel('no');
    expect(signal.aborted).to.equal(true);
  });

  it('is not joined any more once it has been aborted', async () => {
    const rig = new Rig({ workers: 2 });
    rig.submit('song', { key: 'k' }).cancel('no');
    const hanging = rig.submit('song', { key: 'k' });
    await settle();
    hanging.cancel('no');
    const fresh = rig.submit('song', { key: 'k' });
    await settle();
    expect(rig.started()).to.deep.equal(['song', 'song']);
    rig.runs[0]?.resolve('of the aborted run');
    rig.runs[1]?.resolve('of the fresh run');
    expect(await fresh.result).to.equal('of the fresh run');
  });

  it('tells each request its progress, and one that joins late the latest report at once', async () => {
    const rig = new Rig();
    const early = heard(rig.submit('song', { key: 'k' }));
    await settle();
    rig.run('song').context.report('looking');
    rig.run('song').context.report('reading', 0.25);
    const joined = rig.submit('song', { key: 'k', tenant: 'another guild' });
    expect(joined.state.status).to.equal('running');
    const late = heard(joined);
    const reading = { type: 'report', stage: 'reading', fraction: 0.25, attempt: 1 };
    expect(late).to.deep.equal([reading]);
    expect(early.slice(1)).to.deep.equal([{ ...reading, stage: 'looking', fraction: null }, reading]);
    rig.run('song').resolve('found');
    await joined.result;
    expect(states(late)).to.deep.equal(['succeeded']);
  });

  it('fails each request once when it fails, and only the one whose deadline passes', async () => {
    const rig = new Rig();
    const hasty = rig.submit('song', { key: 'k', deadlineMs: 1000 });
    const patient = rig.submit('song', { key: 'k', deadlineMs: 9000 });
    const events = heard(patient);
    await rig.clock.advance(1000);
    expect(await rejection(hasty.result)).to.include({ code: 'deadline' });
    expect(rig.run('song').context.signal.aborted).to.equal(false);
    rig.run('song').reject(new Error('broken'));
    expect(await rejection(patient.result)).to.include({ code: 'unexpected' });
    expect(states(events)).to.deep.equal(['running', 'failed']);
    expect(rig.scheduler.stats().failed).to.equal(2);
    expect(rig.clock.pendingTimers).to.equal(0);
  });
});
