import { setImmediate as settle } from 'node:timers/promises';
import { expect } from 'chai';
import { SetupError } from '../../src/errors/setup-errors.js';
import { EMPTY, Rig } from './rig.js';

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
});
