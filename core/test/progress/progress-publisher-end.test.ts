import { expect } from 'chai';
import { MessageGoneError, RateLimitedError } from '../../src/errors/message-errors.js';
import { InvalidRequestError } from '../../src/errors/request-errors.js';
import { ProgressPublisher } from '../../src/progress/progress-publisher.js';
import { aPublisher, outage } from './a-publisher.js';

describe('ProgressPublisher, when it ends,', () => {
  it('makes even the terminal state wait for a rest', async () => {
    const { clock, target, publish, finish } = aPublisher();
    target.refusals = [new RateLimitedError(3_000)];
    publish('a');
    await clock.advance(0);
    const end = finish('done');
    await clock.advance(2_999);
    expect(target.texts).to.deep.equal(['a']);
    await clock.advance(1);
    expect(await end).to.equal('edited');
  });

  it('delivers the terminal state after edits that failed', async () => {
    const { clock, target, publish, finish } = aPublisher();
    target.refusals = [outage(), outage(), outage()];
    publish('a');
    await clock.advance(500);
    const end = finish('done');
    await clock.advance(60_000);
    expect(await end).to.equal('edited');
    expect(target.texts).to.deep.equal(['a', 'done', 'done', 'done']);
  });

  it('sends the terminal state as a new message when the old one is gone', async () => {
    const { clock, target, publish, finish } = aPublisher();
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

  it('learns from an edit under way that the message is gone', async () => {
    const { clock, target, publish, finish } = aPublisher({ msPerEdit: 1_000 });
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
      const { clock, target, finish } = aPublisher();
      target.refusals = [...refusals];
      const end = finish('done');
      await clock.advance(60_000);
      expect(await end).to.equal('followed-up');
      expect(target.written.filter(({ kind }) => kind === 'follow-up').length).to.equal(1);
    });
  }

  it('tries a new message three times, and says when nobody could be told', async () => {
    const { clock, target, finish } = aPublisher();
    target.refusals = [new MessageGoneError(), outage(), outage(), outage()];
    const end = finish('done');
    await clock.advance(60_000);
    expect(await end).to.equal('undelivered');
    expect(target.written.length).to.equal(4);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('gives up on an edit that never answers, so that the end is told', async () => {
    const { clock, target } = aPublisher();
    const edit = () => new Promise<void>(() => {});
    const publisher = new ProgressPublisher({ edit, followUp: (content) => target.followUp(content) }, { clock });
    publisher.publish({ text: 'a' });
    const end = publisher.finish({ text: 'done' });
    await clock.advance(200_000);
    expect(await end).to.equal('followed-up');
    expect(target.texts).to.deep.equal(['done']);
  });

  it('ends once: what is published or finished afterwards changes nothing', async () => {
    const { clock, target, publish, finish } = aPublisher();
    const end = finish('done');
    publish('late');
    expect(finish('again')).to.equal(end);
    await clock.advance(10_000);
    publish('later');
    await clock.advance(10_000);
    expect(target.texts).to.deep.equal(['done']);
  });

  it('lets go at once when closed', async () => {
    const { clock, target, publisher, publish, finish } = aPublisher();
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
    const { publisher, finish } = aPublisher();
    publisher.close();
    expect(await finish('done')).to.equal('undelivered');
  });
});
