import { expect } from 'chai';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { StageEstimate } from '../../src/progress/stage-estimate.js';
import { ViewWriter } from '../../src/progress/view-writer.js';
import { watchTask } from '../../src/progress/watch-task.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { PriorityScheduler } from '../../src/scheduler/priority-scheduler.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { aFailedSnapshot, aWorkingSnapshot } from '../../src/testing/snapshots.js';
import { SlowTarget } from './slow-target.js';

describe('progress beside work', () => {
  const SONGS = 6;
  const view = {
    name: 'plain',
    render: (snapshot: { readonly kind: string; readonly percent?: number }) => ({
      text: `${snapshot.kind} ${snapshot.percent}`,
    }),
  };

  it('lets six instant songs on three workers be done before a view that takes five seconds per picture draws one', async () => {
    const clock = new FakeClock();
    const scheduler = new PriorityScheduler({ clock, logger: silentLogger, workers: 3 });
    const estimate = new StageEstimate(['searching']);
    const drawnAtMs: number[] = [];
    const slowView = {
      name: 'slow',
      render: ({ kind }: { readonly kind: string }) => {
        clock.jump(5_000); // As a thread sees it that was busy for so long.
        drawnAtMs.push(clock.monotonic());
        return { text: kind };
      },
    };
    const endedAtMs: number[] = [];
    const targets = Array.from({ length: SONGS }, () => new SlowTarget(clock));
    const songs = targets.map((target, index) => {
      const publisher = new ProgressPublisher(target, { clock });
      const writer = new ViewWriter({ view: slowView, publisher, logger: silentLogger });
      const task = scheduler.submit({
        name: `song ${index}`,
        priority: 'normal',
        tenant: 'guild-1',
        run: async ({ report }) => {
          for (let percent = 0; percent <= 100; percent += 1) report('searching', percent / 100);
        },
      });
      watchTask(
        task,
        ({ kind, percent, etaMs }) => {
          if (kind === 'succeeded') endedAtMs.push(clock.monotonic());
          if (kind === 'succeeded') void writer.finish(aFailedSnapshot({ percent, etaMs }));
          else writer.show(aWorkingSnapshot({ percent, etaMs }));
        },
        { clock, estimate, work: 'tapes' },
      );
      return task.result;
    });
    await Promise.all(songs);
    await clock.advance(0);

    expect(endedAtMs).to.deep.equal(targets.map(() => 0));
    expect(drawnAtMs.length).to.be.within(SONGS, 2 * SONGS);
    for (const target of targets) expect(target.texts.at(-1)).to.equal('failed');
    await scheduler.close();
  });

  it('lets six instant songs on three workers be done at once, though every edit takes five seconds', async () => {
    const clock = new FakeClock();
    const scheduler = new PriorityScheduler({ clock, logger: silentLogger, workers: 3 });
    const estimate = new StageEstimate(['searching']);
    const targets: SlowTarget[] = [];
    const begunAt = performance.now();
    const songs = Array.from({ length: SONGS }, (_, index) => {
      const target = new SlowTarget(clock, 5_000);
      targets.push(target);
      const publisher = new ProgressPublisher(target, { clock });
      const writer = new ViewWriter({ view, publisher, logger: silentLogger });
      const task = scheduler.submit({
        name: `song ${index}`,
        priority: 'normal',
        tenant: 'guild-1',
        run: async ({ report }) => report('searching', 0.5),
      });
      watchTask(
        task,
        ({ kind, percent, etaMs }) => {
          if (kind === 'succeeded') void writer.finish(aFailedSnapshot({ percent, etaMs }));
          else writer.show(aWorkingSnapshot({ percent, etaMs }));
        },
        { clock, estimate, work: 'tapes' },
      );
      return task.result;
    });
    await Promise.all(songs);

    expect(clock.monotonic()).to.equal(0);
    expect(performance.now() - begunAt).to.be.below(100);
    await clock.advance(10_000);
    for (const target of targets) {
      expect(target.texts.at(-1)).to.equal('failed 100');
      expect(target.texts.length).to.be.at.most(2);
    }
    expect(clock.pendingTimers).to.equal(0);
    await scheduler.close();
  });
});
