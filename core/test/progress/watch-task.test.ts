import { expect } from 'chai';
import { SourceUnavailableError } from '../../src/errors/source-errors.js';
import { StageEstimate } from '../../src/progress/stage-estimate.js';
import type { TaskProgress } from '../../src/progress/task-progress.js';
import { watchTask } from '../../src/progress/watch-task.js';
import type { Unsubscribe } from '../../src/runtime/clock.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import type { TaskState } from '../../src/scheduler/task.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { ScriptedTask } from './scripted-task.js';

describe('watchTask', () => {
  const error = new SourceUnavailableError('tapes', 'The tape recorder did not answer.');
  let clock: FakeClock;
  let estimate: StageEstimate;
  let task: ScriptedTask;
  let told: TaskProgress[];
  let stop: Unsubscribe;

  const queued = (): TaskState => ({ status: 'queued', sinceMs: clock.now() });
  const running = (attempt = 1): TaskState => ({ status: 'running', attempt, startedAtMs: clock.now() });
  const succeeded = (): TaskState => ({ status: 'succeeded', atMs: clock.now() });

  function watch(state: TaskState, place = 0): void {
    task = new ScriptedTask(state);
    task.place = place;
    told = [];
    stop = watchTask(task, (progress) => told.push(progress), { clock, estimate, work: 'tapes' });
  }

  const kinds = () => told.map(({ kind }) => kind);
  const percents = () => told.map(({ percent }) => percent);

  beforeEach(() => {
    clock = new FakeClock();
    estimate = new StageEstimate(['connecting', 'searching']);
  });

  it('tells at once where the task stands', () => {
    watch(queued(), 2);
    expect(told).to.deep.equal([
      { kind: 'queued', position: 2, taskId: 'task-1', tenant: 'guild-1', atMs: clock.now(), percent: 0, etaMs: null },
    ]);
  });

  it('tells the place in the line again when it changes, and only then', async () => {
    watch(queued(), 2);
    await clock.advance(5_000);
    task.place = 1;
    await clock.advance(5_000);
    expect(told.map((progress) => (progress.kind === 'queued' ? progress.position : progress.kind))).to.deep.equal([
      2, 1,
    ]);
  });

  it('follows a task through its stages to success', () => {
    watch(queued());
    task.become(running());
    task.report('connecting');
    task.report('searching');
    task.report('searching', 0.5);
    task.become(succeeded());
    expect(kinds()).to.deep.equal(['queued', 'stage', 'stage', 'stage', 'stage', 'succeeded']);
    expect(percents()).to.deep.equal([0, 0, 0, 50, 75, 100]);
    expect(told[1]).to.deep.include({ stage: 'starting', attempt: 1 });
    expect(told[3]).to.deep.include({ stage: 'searching', attempt: 1 });
  });

  it('never lets the percentage fall within an attempt, and begins anew with the next', () => {
    watch(running());
    task.report('searching', 0.5);
    task.report('connecting');
    task.become({ status: 'waiting-to-retry', attempt: 1, retryAtMs: clock.now() + 2_000, error });
    task.become(running(2));
    task.report('searching', null, 2);
    expect(percents()).to.deep.equal([0, 75, 75, 75, 0, 50]);
    expect(told[3]).to.deep.include({
      kind: 'retrying',
      attempt: 1,
      retryAtMs: clock.now() + 2_000,
      error,
      etaMs: null,
    });
  });

  it('goes back to the line between attempts', () => {
    watch(running());
    task.become({ status: 'waiting-to-retry', attempt: 1, retryAtMs: clock.now(), error });
    task.become(queued());
    expect(told.at(-1)).to.deep.include({ kind: 'queued', position: 0, percent: 0 });
  });

  it('counts the time left down while a stage lasts', async () => {
    const attempt = estimate.begin('tapes', 0);
    attempt.succeeded(10_000);
    watch(running());
    await clock.advance(2_500);
    expect(told.map(({ etaMs }) => etaMs)).to.deep.equal([10_000, 9_000, 8_000]);
  });

  it('repeats nothing while the time left is unknown', async () => {
    watch(running());
    await clock.advance(60_000);
    expect(kinds()).to.deep.equal(['stage']);
  });

  for (const [kind, state] of Object.entries({
    succeeded: { status: 'succeeded', atMs: 0 },
    failed: { status: 'failed', atMs: 0, error },
    cancelled: { status: 'cancelled', atMs: 0, reason: 'no longer wanted' },
  } satisfies Record<string, TaskState>)) {
    it(`tells exactly one end when the task has ${kind}, and keeps nothing`, async () => {
      watch(queued());
      task.become(running());
      task.report('searching');
      task.become(state);
      task.become(state);
      task.report('searching', 0.9);
      await clock.advance(60_000);
      expect(kinds()).to.deep.equal(['queued', 'stage', 'stage', kind]);
      expect(told.at(-1)?.percent).to.equal(kind === 'succeeded' ? 100 : 50);
      expect(task.listeners).to.equal(0);
      expect(clock.pendingTimers).to.equal(0);
    });

    it(`tells the end of a task that had ${kind} before`, () => {
      watch(state);
      expect(kinds()).to.deep.equal([kind]);
      expect(task.listeners).to.equal(0);
    });
  }

  it('tells nothing more once it is stopped', async () => {
    watch(queued());
    stop();
    task.place = 5;
    task.become(running());
    await clock.advance(10_000);
    expect(kinds()).to.deep.equal(['queued']);
    expect(clock.pendingTimers).to.equal(0);
    expect(task.listeners).to.equal(0);
  });

  it('tells nothing of an event in the middle of which it is stopped', () => {
    task = new ScriptedTask(queued());
    told = [];
    task.onEvent(() => stop());
    stop = watchTask(task, (progress) => told.push(progress), { clock, estimate, work: 'tapes' });
    task.become(running());
    expect(kinds()).to.deep.equal(['queued']);
  });

  it('looks at nothing while the task waits for its next try', () => {
    watch(queued());
    task.become(running());
    expect(clock.pendingTimers).to.equal(1);
    task.become({ status: 'waiting-to-retry', attempt: 1, retryAtMs: clock.now() + 2_000, error });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('learns the durations of what succeeded', () => {
    watch(running());
    clock.jump(100);
    task.report('searching');
    clock.jump(900);
    task.become(succeeded());
    expect(Object.fromEntries(estimate.learned('tapes'))).to.deep.equal({
      starting: 100,
      connecting: 0,
      searching: 900,
    });
  });

  it('learns nothing from a failure, nor from work that it joined in the middle', () => {
    watch(running());
    task.become({ status: 'failed', atMs: clock.now(), error });
    const startedLongAgo = { ...running(), startedAtMs: clock.now() - 5_000 } as TaskState;
    watch(startedLongAgo);
    task.report('searching');
    task.become(succeeded());
    expect(estimate.learned('tapes').size).to.equal(0);
  });

  it('watches a task of the real scheduler to its end', async () => {
    const scheduler = new PriorityScheduler({ clock, logger: silentLogger });
    told = [];
    const real = scheduler.submit({
      name: 'needle drop',
      priority: 'normal',
      tenant: 'guild-1',
      run: async ({ report }) => {
        report('connecting');
        await clock.sleep(1_000);
        report('searching');
        await clock.sleep(3_000);
      },
    });
    watchTask(real, (progress) => told.push(progress), { clock, estimate, work: 'tapes' });
    await clock.advance(5_000);
    expect(kinds()).to.deep.equal(['queued', 'stage', 'stage', 'stage', 'succeeded']);
    expect(percents()).to.deep.equal([0, 0, 0, 50, 100]);
    expect(estimate.learned('tapes').get('searching')).to.equal(3_000);
    await scheduler.close();
  });
});
