import { expect } from 'chai';
import { MessageGoneError, RateLimitedError } from '../../src/errors/message-errors.js';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { RecordingLogger } from '../../src/testing/recording-logger.js';
import { SlowTarget } from './slow-target.js';

const outage = () => new Error('the connection was reset');

describe('ProgressPublisher', () => {
  let clock: FakeClock;
  let target: SlowTarget;
  let publisher: ProgressPublisher;

  function publishTo(slowTarget: SlowTarget): void {
    target = slowTarget;
    publisher = new ProgressPublisher(target, { clock });
  }

  const publish = (text: string) => publisher.publish({ text });
  const finish = (text: string) => publisher.finish({ text });

  beforeEach(() => {
    clock = new FakeClock();
    publishTo(new SlowTarget(clock));
  });

  it('shows a state soon, but never inside the call that publishes it', async () => {
    publish('working');
    expect(target.texts).to.deep.equal([]);
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['working']);
  });

  it('sends only the latest of many states', async () => {
    for (let percent = 0; percent <= 90; percent += 1) publish(`${percent} %`);
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['90 %']);
  });

  it('sends nothing twice', async () => {
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
    publishTo(new SlowTarget(clock, 5_000));
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
    publishTo(new SlowTarget(clock, 5_000));
    const begunAt = performance.now();
    for (let state = 0; state < 1_000; state += 1) publish(`${state}`);
    expect(performance.now() - begunAt).to.be.below(20);
  });

  it('draws only what is about to be shown, and never in the call of who publishes', async () => {
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
    publisher = new ProgressPublisher(target, { clock, logger: log });
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
    target.refusals = [Object.assign(new Error('429'), { retryAfterMs: 7_000 })];
    publish('a');
    await clock.advance(6_999);
    expect(target.texts).to.deep.equal(['a']);
    await clock.advance(1);
    expect(target.texts).to.deep.equal(['a', 'a']);
  });

  it('makes even the terminal state wait for a rest', async () => {
    target.refusals = [new RateLimitedError(3_000)];
    publish('a');
    await clock.advance(0);
    const end = finish('done');
    await clock.advance(2_999);
    expect(target.texts).to.deep.equal(['a']);
    await clock.advance(1);
    expect(await end).to.equal('edited');
  });

  it('tries a passing failure three times, with growing pauses, and goes on with the next state', async () => {
    target.refusals = [outage(), outage(), outage()];
    publish('a');
    await clock.advance(60_000);
    expect(target.written.map(({ atMs }) => atMs)).to.deep.equal([0, 1_000, 3_000]);
    publish('b');
    await clock.advance(0);
    expect(target.texts).to.deep.equal(['a', 'a', 'a', 'b']);
  });

  it('does not repeat what is refused for good, and goes on with the next state', async () => {
    target.refusals = [new InvalidRequestError('The message is malformed.')];
    publish('a');
    await clock.advance(10_000);
    publish('b');
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['a', 'b']);
  });

  it('delivers the terminal state after edits that failed', async () => {
    target.refusals = [outage(), outage(), outage()];
    publish('a');
    await clock.advance(500);
    const end = finish('done');
    await clock.advance(60_000);
    expect(await end).to.equal('edited');
    expect(target.texts).to.deep.equal(['a', 'done', 'done', 'done']);
  });

  it('sends the terminal state as a new message when the old one is gone', async () => {
    target.refusals = [new MessageGoneError()];
    publish('a');
    await clock.advance(0);
    publish('b');
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['a']);
    const end = finish('done');
    await clock.advance(0);
    expect(await end).to.equal('followed-up');
    expect(target.written.at(-1)).to.deep.include({ kind: 'follow-up', text: 'done' });
  });

  it('tells an owed state in a message of its own when the one message is gone, before or after', async () => {
    for (const goneFirst of [true, false]) {
      publishTo(new SlowTarget(clock, 100));
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
    publisher.publish({ text: 'added' }, { owed: true });
    await clock.advance(5_000);
    target.refusals = [new MessageGoneError()];
    publish('playing');
    await clock.advance(5_000);
    expect(target.written.map(({ kind }) => kind)).to.deep.equal(['edit', 'edit']);
  });

  it('learns from an edit under way that the message is gone', async () => {
    publishTo(new SlowTarget(clock, 1_000));
    target.refusals = [new MessageGoneError()];
    publish('a');
    await clock.advance(500);
    const end = finish('done');
    await clock.advance(1_500);
    expect(await end).to.equal('followed-up');
    expect(target.written.map(({ kind }) => kind)).to.deep.equal(['edit', 'follow-up']);
  });

  for (const [why, refusals] of Object.entries({
    'is gone': [new MessageGoneError()],
    'refuses it for good': [new InvalidRequestError('no')],
    'keeps failing': [outage(), outage(), outage()],
    'keeps sending us away': Array.from({ length: 8 }, () => new RateLimitedError(10)),
  })) {
    it(`puts the terminal state into a new message when the old one ${why}`, async () => {
      target.refusals = [...refusals];
      const end = finish('done');
      await clock.advance(60_000);
      expect(await end).to.equal('followed-up');
      expect(target.written.filter(({ kind }) => kind === 'follow-up').length).to.equal(1);
    });
  }

  it('tries a new message three times, and says when nobody could be told', async () => {
    target.refusals = [new MessageGoneError(), outage(), outage(), outage()];
    const end = finish('done');
    await clock.advance(60_000);
    expect(await end).to.equal('undelivered');
    expect(target.written.length).to.equal(4);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('gives up on an edit that never answers, so that the end is told', async () => {
    const edit = () => new Promise<void>(() => {});
    publisher = new ProgressPublisher({ edit, followUp: (content) => target.followUp(content) }, { clock });
    publish('a');
    const end = finish('done');
    await clock.advance(200_000);
    expect(await end).to.equal('followed-up');
    expect(target.texts).to.deep.equal(['done']);
  });

  it('never throws, whatever the target and the content do', async () => {
    const failing = () => {
      throw new MessageGoneError();
    };
    publisher = new ProgressPublisher({ edit: failing, followUp: failing }, { clock });
    publish('a');
    await clock.advance(0);
    const end = finish('done');
    await clock.advance(0);
    expect(await end).to.equal('undelivered');
  });

  it('ends once: what is published or finished afterwards changes nothing', async () => {
    const end = finish('done');
    publish('late');
    expect(finish('again')).to.equal(end);
    await clock.advance(10_000);
    publish('later');
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['done']);
  });

  it('leaves no timer behind', async () => {
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

  it('lets go at once when closed', async () => {
    publish('a');
    await clock.advance(0);
    publish('b');
    await clock.advance(0);
    const end = finish('done');
    publisher.close();
    publish('c');
    await clock.advance(10_000);
    expect(await end).to.equal('undelivered');
    expect(await finish('done')).to.equal('undelivered');
    expect(target.texts).to.deep.equal(['a']);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('answers at once when it is asked to finish after it was closed', async () => {
    publisher.close();
    expect(await finish('done')).to.equal('undelivered');
  });
});
