import { expect } from 'chai';
import fc from 'fast-check';
import { SetupError } from '../../src/errors/setup-errors.js';
import { RateLimitedError } from '../../src/errors/message-errors.js';
import { ChannelEdits } from '../../src/progress/channel-edits.js';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { FakeClock } from '../../src/testing/fake-clock.js';
import { SlowTarget } from './slow-target.js';

/** A message that stands in a channel. */
class InChannel extends SlowTarget {
  constructor(
    clock: FakeClock,
    readonly channelId: string,
  ) {
    super(clock);
  }
}

describe('ChannelEdits', () => {
  let clock: FakeClock;
  let channels: ChannelEdits;

  beforeEach(() => {
    clock = new FakeClock();
    channels = new ChannelEdits({ clock });
  });

  /** Messages of one channel, each with who writes to it. */
  function messages(count: number, channelId = 'music') {
    return Array.from({ length: count }, () => {
      const target = new InChannel(clock, channelId);
      return { target, publisher: new ProgressPublisher(target, { clock, channels }) };
    });
  }

  const timesOf = (all: readonly { readonly target: SlowTarget }[]) =>
    all.flatMap(({ target }) => target.written.map(({ atMs }) => atMs)).sort((a, b) => a - b);

  function expectWithinBudget(times: readonly number[]): void {
    for (const from of times) {
      expect(times.filter((time) => time >= from && time < from + 5_000).length).to.be.at.most(5);
    }
  }

  it('lets the messages of one channel have five edits in five seconds together, whichever they are', async () => {
    const all = messages(4);
    for (let tenth = 0; tenth < 600; tenth += 1) {
      for (const { publisher } of all) publisher.publish({ text: `${tenth}` });
      await clock.advance(100);
    }
    const times = timesOf(all);
    expectWithinBudget(times);
    expect(times.length).to.be.at.least(4 * 12);
    // None starves: each has had its turns.
    for (const { target } of all) expect(target.written.length).to.be.at.least(10);
  });

  it('leaves other channels, and messages that name none, alone', async () => {
    const busy = messages(3);
    for (const { publisher } of busy) publisher.publish({ text: 'busy' });
    const [other] = messages(1, 'other');
    const nowhere = new SlowTarget(clock);
    new ProgressPublisher(nowhere, { clock, channels }).publish({ text: 'free' });
    other?.publisher.publish({ text: 'free' });
    await clock.advance(0);
    expect([other?.target.texts, nowhere.texts]).to.deep.equal([['free'], ['free']]);
    expect(timesOf(busy)).to.deep.equal([0]);
  });

  it('shows terminal states first, and what waited shows its latest state', async () => {
    const [first, second, ending] = messages(3);
    for (const text of ['a', 'b', 'c', 'd']) {
      first?.publisher.publish({ text });
      await clock.advance(1_250);
    }
    first?.publisher.publish({ text: 'e' });
    second?.publisher.publish({ text: 'old' });
    await clock.advance(1);
    second?.publisher.publish({ text: 'new' });
    const end = ending?.publisher.finish({ text: 'done' });
    await clock.advance(0);
    expect(await end).to.equal('edited');
    expect(second?.target.texts).to.deep.equal([]);
    await clock.advance(5_000);
    expect(second?.target.texts).to.deep.equal(['new']);
  });

  it('hurries a message whose terminal state comes while it waits', async () => {
    const [busy, waiting] = messages(2);
    for (const text of ['a', 'b', 'c', 'd']) {
      busy?.publisher.publish({ text });
      await clock.advance(1_000);
    }
    waiting?.publisher.publish({ text: 'working' });
    await clock.advance(10);
    const end = waiting?.publisher.finish({ text: 'done' });
    await clock.advance(0);
    expect(await end).to.equal('edited');
    expect(waiting?.target.texts).to.deep.equal(['done']);
  });

  it('starves nobody, though terminal states never stop coming', async () => {
    const [patient] = messages(1);
    const endings: { readonly target: SlowTarget }[] = [];
    for (let second = 0; second < 40; second += 1) {
      for (const ending of messages(2)) {
        endings.push(ending);
        void ending.publisher.finish({ text: 'done' });
      }
      if (second === 5) patient?.publisher.publish({ text: 'still here' });
      await clock.advance(1_000);
    }
    expectWithinBudget(timesOf([...endings, ...(patient ? [patient] : [])]));
    expect(patient?.target.written[0]?.atMs).to.be.within(5_000, 30_000);
  });

  it('rests as a whole when Discord sends one of its edits away', async () => {
    const [limited, other] = messages(2);
    if (limited) limited.target.refusals = [new RateLimitedError(3_000)];
    limited?.publisher.publish({ text: 'a' });
    await clock.advance(10);
    other?.publisher.publish({ text: 'b' });
    await clock.advance(2_980);
    expect(other?.target.texts).to.deep.equal([]);
    await clock.advance(2_000);
    expect(other?.target.texts).to.deep.equal(['b']);
  });

  it('forgets a channel, its timers and who gave up waiting', async () => {
    const all = messages(5);
    for (const { publisher } of all) publisher.publish({ text: 'a' });
    await clock.advance(0);
    for (const { publisher } of all) publisher.close();
    await clock.advance(10_000);
    expect([channels.size, clock.pendingTimers]).to.deep.equal([0, 0]);
    expect(timesOf(all)).to.deep.equal([0]);
  });

  it('delivers every end inside the budget, whatever is published when', async function () {
    this.timeout(20_000);
    const step = fc.record({ message: fc.nat(5), pauseMs: fc.nat(1_500), ends: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        clock = new FakeClock();
        channels = new ChannelEdits({ clock });
        const all = messages(6);
        const ends = new Map<number, Promise<unknown>>();
        for (const [index, { message, pauseMs, ends: isEnd }] of steps.entries()) {
          const publisher = all[message]?.publisher;
          if (isEnd && publisher) ends.set(message, publisher.finish({ text: 'end' }));
          else publisher?.publish({ text: `${index}` });
          await clock.advance(pauseMs);
        }
        await clock.advance(60_000);
        expectWithinBudget(timesOf(all));
        expect(await Promise.all(ends.values())).to.deep.equal([...ends].map(() => 'edited'));
        for (const message of ends.keys()) expect(all[message]?.target.texts.at(-1)).to.equal('end');
        expect([channels.size, clock.pendingTimers]).to.deep.equal([0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a budget that makes no sense', () => {
    expect(() => new ChannelEdits({ clock, budget: { edits: 1, windowMs: 5_000 } })).to.throw(SetupError, 'not 1');
  });
});
