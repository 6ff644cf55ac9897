import { expect } from 'chai';
import { StoreError } from '../src/errors/store-errors.js';
import { FakeSource } from '../src/testing/fake-source.js';
import { rejection } from '../src/testing/rejection.js';
import { RestartWorld, TRACKS } from './restart-world.js';

describe('A request to Tonearm, with its message, after a crash', () => {
  let world: RestartWorld;

  beforeEach(() => {
    world = new RestartWorld();
  });

  it('looks up again what was accepted and not found yet, under the same task, in the same message', async () => {
    const slow = new FakeSource({ tracks: TRACKS });
    slow.resolveTroubles.push({ until: new Promise(() => {}) });
    const before = await world.aProcess(slow);
    const { taskId, accepted } = before.play('two');
    await accepted;
    const after = await world.aProcess();
    await after.tonearm.restore();
    await world.pass();
    expect(after.source.resolved).to.have.length(1);
    after.output().play(1);
    await world.pass();
    const shown = world.messages.get('message of two')?.map(({ text = '' }) => JSON.parse(text)) ?? [];
    expect(shown.at(-1)).to.include({ kind: 'now-playing' });
    expect(shown.filter(({ kind }) => kind !== 'now-playing').map((snapshot) => snapshot.taskId)).to.include(taskId);
  });

  it('calls a request by its title, before a crash and after it, and looks up what was meant', async () => {
    const slow = new FakeSource({ tracks: TRACKS });
    slow.resolveTroubles.push({ until: new Promise(() => {}) });
    const before = await world.aProcess(slow);
    const { accepted } = before.play('two', 'My file');
    await accepted;
    await world.pass();
    const after = await world.aProcess();
    await after.tonearm.restore();
    await world.pass();
    expect(after.source.resolved.map(({ id }) => id)).to.deep.equal(slow.resolved.map(({ id }) => id));
    const shown = world.messages.get('message of two')?.map(({ text = '' }) => JSON.parse(text)) ?? [];
    const called = shown.flatMap(({ query }) => query ?? []);
    expect(new Set(called)).to.deep.equal(new Set(['My file']));
    expect(JSON.stringify(before.logger.lines)).to.include('My file').and.not.include('"text":"two"');
  });

  it('shows a task id only once the request is safe', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const save = world.store.save.bind(world.store);
    world.store.save = async (...record) => {
      if (record[0] === 'sessions') await gate;
      return save(...record);
    };
    const { play } = await world.aProcess();
    play('one');
    await world.pass();
    expect(world.messages.get('message of one')).to.deep.equal([]);
    release();
    await world.pass();
    expect(world.messages.get('message of one')).not.to.have.length(0);
  });

  it('plays and shows a request all the same when it cannot be made safe, and says so to who asks', async () => {
    world.store.save = async () => {
      throw new StoreError('The disk is full.');
    };
    const { play, output } = await world.aProcess();
    const { accepted } = play('one');
    expect(await rejection(accepted)).to.be.instanceOf(StoreError);
    await world.pass();
    output().play(1);
    await world.pass();
    expect(world.messages.get('message of one')?.at(-1)?.text).to.contain('now-playing');
  });

  it('delivers a last word that had not arrived', async () => {
    const before = await world.aProcess();
    world.messageAt('message of nothing').edit = async () => {};
    const { added } = before.play('nothing');
    await rejection(added);
    await before.tonearm.saved('guild');
    world.messages.clear();
    const after = await world.aProcess();
    await after.tonearm.restore();
    await world.pass();
    const shown = world.messages.get('message of nothing')?.map(({ text = '' }) => JSON.parse(text).kind);
    expect(shown).to.deep.equal(['failed']);
  });

  it('tells who listens that it is being restarted, and shows what plays again afterwards', async () => {
    const before = await world.aProcess();
    await before.play('one').added;
    await before.play('two').added;
    await world.pass();
    before.output().play(100);
    await world.pass();
    await before.tonearm.close();
    await world.pass();
    expect(world.messages.get('message of two')?.at(-1)?.text, 'what waits is not called cancelled').to.contain(
      '"kind":"added"',
    );
    const shown = () => world.messages.get('message of one')?.map(({ text = '' }) => JSON.parse(text)) ?? [];
    expect(shown().at(-1)).to.include({ kind: 'now-playing' }).and.have.property('trouble').that.includes('restarted');
    const after = await world.aProcess();
    await after.tonearm.restore();
    await world.pass();
    after.output().play(1);
    await world.pass();
    expect(shown().at(-1)).to.include({ kind: 'now-playing' }).and.not.have.property('trouble');
  });
});
