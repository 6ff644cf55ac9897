import { expect } from 'chai';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { ViewWriter } from '../../src/progress/view-writer.js';
import type { ProgressSnapshot, RenderOptions } from '../../src/progress/progress-view.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { phrase } from '../../src/texts/phrase.js';
import { worded } from '../../src/progress/in-language.js';
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

  it('draws in the language that is read there when it is drawn', async () => {
    let language = 'de';
    const view = {
      name: 'frank',
      render: (snapshot: ProgressSnapshot, options: RenderOptions) => ({
        text: `${options.language}: ${'reason' in snapshot ? snapshot.reason : snapshot.kind}`,
      }),
    };
    const publisher = new ProgressPublisher(target, { clock });
    writer = new ViewWriter({ view, publisher, logger: silentLogger, language: () => language });
    writer.show(aFailedSnapshot(worded('reason', phrase('over.cleared'))));
    await clock.advance(0);
    language = 'fr';
    writer.show(aFailedSnapshot(worded('reason', phrase('over.cleared'))));
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['de: Die Warteschlange wurde geleert.', 'fr: La file a été vidée.']);
  });

  it('ends the message even when the view fails to draw the end', async () => {
    void writer.finish(aWorkingSnapshot());
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['This request is over.']);
  });
});
