import { expect } from 'chai';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { ViewWriter } from '../../src/progress/view-writer.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { aFailedSnapshot, aQueuedSnapshot, aWorkingSnapshot } from '../../src/testing/snapshots.js';
import { SlowTarget } from './slow-target.js';

describe('ViewWriter', () => {
  let clock: FakeClock;
  let target: SlowTarget;
  let writer: ViewWriter;

  beforeEach(() => {
    clock = new FakeClock();
    target = new SlowTarget(clock);
    const view = {
      name: 'moody',
      render: (snapshot: { readonly kind: string }) => {
        if (snapshot.kind === 'working') throw new Error('not today');
        return { text: snapshot.kind };
      },
    };
    writer = new ViewWriter({ view, publisher: new ProgressPublisher(target, { clock }), logger: silentLogger });
  });

  it('shows snapshots as the view draws them, until the last one', async () => {
    writer.show(aQueuedSnapshot());
    await clock.advance(0);
    void writer.finish(aFailedSnapshot());
    writer.show(aQueuedSnapshot());
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['queued', 'failed']);
  });

  it('skips a picture that the view fails to draw', async () => {
    writer.show(aWorkingSnapshot());
    writer.show(aQueuedSnapshot());
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['queued']);
  });

  it('ends the message even when the view fails to draw the end', async () => {
    void writer.finish(aWorkingSnapshot());
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['This request is over.']);
  });
});
