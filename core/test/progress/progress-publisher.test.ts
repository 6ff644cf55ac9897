import { expect } from 'chai';
import { MessageGoneError, RateLimitedError } from '../../src/errors/message-errors.js';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { RecordingLogger } from '../../src/testing/recording-logger.js';
import { aPublisher, outage } from './a-publisher.js';

describe('ProgressPublisher', () => {
  it('shows a state soon, but never inside the call that publishes it', async () => {
    const { clock, target, publish } = aPublisher();
    publish('working');
    expect(target.texts).to.deep.equal([]);
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['working']);
  });

  it('sends only the latest of many states', async () => {
    const { clock, target, publish } = aPublisher();
    for (let percent = 0; percent <= 90; percent += 1) publish(`${percent} %`);
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['90 %']);
  });

  it('sends nothing twice', async () => {
    const { clock, target, publish, finish } = aPublisher();
    publish('working');
    await clock.advance(10_000);
    publish('working');
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['working']);
    const end = finish('working');
    await clock.advance(0);
    expect(await end).to.equal('edited');
    expect(target.texts).to.deep.equal(['working']);
  });

  it('stays inside the budget however much is published, and still ends at once', async () => {
    const { clock, target, publish, finish } = aPublisher();
    for (let tenth = 0; tenth < 200; tenth += 1) {
      publish(`${tenth}`);
      await clock.advance(100);
    }
    const end = finish('done');
    await clock.advance(0);
    expect(await end).to.equal('edited');
    const times = target.written.map(({ atMs }) => atMs);
    for (const from of times) {
      expect(times.filter((time) => time >= from && time < from + 5_000).length).to.be.at.most(5);
    }
    expect(target.written.at(-1)).to.deep.include({ text: 'done', atMs: 20_000 });
    expect(target.written.length).to.be.within(16, 18);
  });

  it('never slows a worker and never overlaps, when each edit takes five seconds', async () => {
    const { clock, target, publish, finish } = aPublisher({ msPerEdit: 5_000 });
    const begunAt = clock.monotonic();
    for (let percent = 0; percent < 100; percent += 1) {
      publish(`${percent} %`);
      await clock.advance(10);
    }
    expect(clock.monotonic() - begunAt).to.equal(1_000);
    const end = finish('done');
    await clock.advance(10_000);
    expect(await end).to.equal('edited');
    expect(target.texts).to.deep.equal(['0 %', 'done']);
    expect(target.mostAtOnce).to.equal(1);
  });

  it('takes a thousand states in less time than one frame of sound', () => {
    const { publish } = aPublisher({ msPerEdit: 5_000 });
    const begunAt = performance.now();
    for (let state = 0; state < 1_000; state += 1) publish(`${state}`);
    expect(performance.now() - begunAt).to.be.below(20);
  });

  it('draws only what is about to be shown, and never in the call of who publishes', async () => {
    const { clock, target, publisher } = aPublisher();
    let drawn = 0;
    const drawing = (text: string) => () => {
      drawn += 1;
      return { text };
    };
    for (let tenth = 0; tenth < 50; tenth += 1) {
      const before = drawn;
      publisher.publish(drawing(`${tenth}`));
      expect(drawn).to.equal(before);
      await clock.advance(100);
    }
    const before = drawn;
    const end = publisher.finish(drawing('done'));
    expect(drawn).to.equal(before);
    await clock.advance(0);
    expect(await end).to.equal('edited');
    expect(drawn).to.equal(target.written.length);
  });

  it('logs each edit that fails once, with the number of the try', async () => {
    const log = new RecordingLogger();
    const { clock, target, publish, finish } = aPublisher({ logger: log });
    const errors = [outage(), outage(), outage(), new MessageGoneError(), outage(), outage(), outage()];
    target.refusals = [...errors];
    publish('a');
    await clock.advance(60_000);
    const end = finish('done');
    await clock.advance(60_000);
    expect(await end).to.equal('undelivered');
    expect(
      errors.map((error) => log.tellingOf(error).map(({ level, fields }) => [level, fields.attempt])),
    ).to.deep.equal([
      [['debug', 1]],
      [['debug', 2]],
      [['debug', undefined]],
      [['info', undefined]],
      [['debug', 1]],
      [['debug', 2]],
      [['warn', undefined]],
    ]);
  });

  it('rests as long as it is told to, then shows the latest state', async () => {
    const { clock, target, publish } = aPublisher();
    target.refusals = [new RateLimitedError(3_000)];
    publish('a');
    await clock.advance(100);
    publish('b');
    await clock.advance(2_899);
    expect(target.texts).to.deep.equal(['a']);
    await clock.advance(1);
    expect(target.texts).to.deep.equal(['a', 'b']);
  });

  it('understands a foreign error that says when to come again', async () => {
    const { clock, target, publish } = aPublisher();
    target.refusals = [Object.assign(new Error('429'), { retryAfterMs: 7_000 })];
    publish('a');
    await clock.advance(6_999);
    expect(target.texts).to.deep.equal(['a']);
    await clock.advance(1);
    expect(target.texts).to.deep.equal(['a', 'a']);
  });

  it('tries a passing failure three times, with growing pauses, and goes on with the next state', async () => {
    const { clock, target, publish } = aPublisher();
    target.refusals = [outage(), outage(), outage()];
    publish('a');
    await clock.advance(60_000);
    expect(target.written.map(({ atMs }) => atMs)).to.deep.equal([0, 1_000, 3_000]);
    publish('b');
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['a', 'a', 'a', 'b']);
  });

  it('does not repeat what is refused for good, and goes on with the next state', async () => {
    const { clock, target, publish } = aPublisher();
    target.refusals = [new InvalidRequestError('The message is malformed.')];
    publish('a');
    await clock.advance(10_000);
    publish('b');
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['a', 'b']);
  });

  it('tells an owed state in a message of its own when the one message is gone, before or after', async () => {
    for (const goneFirst of [true, false]) {
      const { clock, target, publisher, publish } = aPublisher({ msPerEdit: 100 });
      target.refusals = goneFirst ? [new MessageGoneError()] : [undefined, new MessageGoneError()];
      publish('working');
      await clock.advance(goneFirst ? 1_000 : 0);
      publisher.publish({ text: 'added' }, { owed: true });
      publish('playing');
      await clock.advance(10_000);
      const told = target.written.filter(({ kind }) => kind === 'follow-up').map(({ text }) => text);
      expect(told, goneFirst ? 'gone before' : 'gone after').to.deep.equal(['added']);
    }
  });

  it('tells an owed state nowhere else once the message shows it, or a later one', async () => {
    const { clock, target, publisher, publish } = aPublisher();
    publisher.publish({ text: 'added' }, { owed: true });
    await clock.advance(5_000);
    target.refusals = [new MessageGoneError()];
    publish('playing');
    await clock.advance(5_000);
    expect(target.written.map(({ kind }) => kind)).to.deep.equal(['edit', 'edit']);
  });

  it('never throws, whatever the target and the content do', async () => {
    const failing = () => {
      throw new MessageGoneError();
    };
    const clock = new FakeClock();
    const publisher = new ProgressPublisher({ edit: failing, followUp: failing }, { clock });
    publisher.publish({ text: 'a' });
    await clock.advance(0);
    const end = publisher.finish({ text: 'done' });
    await clock.advance(0);
    expect(await end).to.equal('undelivered');
  });

  it('leaves no timer behind', async () => {
    const { clock, publish, finish } = aPublisher();
    for (const text of ['a', 'b', 'c']) {
      publish(text);
      await clock.advance(1);
    }
    expect(clock.pendingTimers).to.equal(1);
    const end = finish('done');
    await clock.advance(0);
    await end;
    expect(clock.pendingTimers).to.equal(0);
  });
});
