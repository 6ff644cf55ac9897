import { expect } from 'chai';
import { MessageGoneError } from '../../src/errors/message-errors.js';
import { AcceptedWriter } from '../../src/playback/accepted-writer.js';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { ViewWriter } from '../../src/progress/view-writer.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { aFailedSnapshot, aNowPlayingSnapshot, anAddedSnapshot, aQueuedSnapshot } from '../../src/testing/snapshots.js';
import { SlowTarget } from '../progress/slow-target.js';

describe('AcceptedWriter', () => {
  let clock: FakeClock;
  let target: SlowTarget;
  let accept: () => void;
  let writer: AcceptedWriter;

  beforeEach(() => {
    clock = new FakeClock();
    target = new SlowTarget(clock);
    const { promise, resolve } = Promise.withResolvers<void>();
    accept = resolve;
    const view = { name: 'plain', render: ({ kind }: { readonly kind: string }) => ({ text: kind }) };
    const publisher = new ProgressPublisher(target, { clock });
    writer = new AcceptedWriter(new ViewWriter({ view, publisher, logger: silentLogger }), promise);
  });

  it('shows nothing before the request is safe, and then the latest', async () => {
    writer.show(aQueuedSnapshot());
    writer.show(anAddedSnapshot());
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal([]);
    accept();
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['added']);
    void writer.finish(aFailedSnapshot());
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['added', 'failed']);
  });

  it('tells what was found in a message of its own when the message went while it was held back', async () => {
    target.refusals = [new MessageGoneError()];
    writer.show(anAddedSnapshot());
    writer.show(aNowPlayingSnapshot());
    accept();
    await clock.advance(10_000);
    expect(target.written.map(({ kind, text }) => `${kind}: ${text}`)).to.deep.equal([
      'edit: now-playing',
      'follow-up: added',
    ]);
  });
});
