import { silentLogger } from '@tonearm/core';
import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { Visitors } from '../../src/streams/visitors.js';

const VIDEO = 'abcdefghijk';

describe('Visitors', () => {
  const { signal } = new AbortController();

  /** Visitors over answers that are given when the test says so. */
  const aDesk = () => {
    const open: PromiseWithResolvers<string>[] = [];
    const answers = {
      player: () => Promise.reject(new Error('Not asked here.')),
      freshVisitor: () => {
        const question = Promise.withResolvers<string>();
        open.push(question);
        return question.promise;
      },
    };
    const parts = { answers, clock: new FakeClock(), logger: silentLogger };
    return { open, visitors: new Visitors({ ...parts, visitorData: 'worn' }), fresh: new Visitors(parts), ...parts };
  };

  it('is nobody for a minute where YouTube gives no identity, and asks then', async () => {
    const { open, fresh, clock } = aDesk();
    const nobody = fresh.current(signal);
    open[0]?.reject(new Error('No visitors today.'));
    expect(await nobody).to.equal(undefined);
    expect(await fresh.current(signal)).to.equal(undefined);
    expect(await fresh.for(VIDEO, undefined, signal)).to.deep.equal({});
    expect(open).to.have.length(1);
    await clock.advance(60_000);
    const somebody = fresh.current(signal);
    open[1]?.resolve('new');
    expect(await somebody).to.equal('new');
  });

  it('is nobody where YouTube says nothing for eight seconds', async () => {
    const { fresh, clock } = aDesk();
    const nobody = fresh.current(signal);
    await clock.advance(8_000);
    expect(await nobody).to.equal(undefined);
  });

  it('has no proof where its provider says nothing for eight seconds', async () => {
    const { clock, answers, logger } = aDesk();
    const poToken = () => new Promise<string>(() => {});
    const visitors = new Visitors({ answers, clock, logger, visitorData: 'one', poToken });
    const asked = visitors.for(VIDEO, undefined, signal);
    await clock.advance(8_000);
    expect(await asked).to.deep.equal({ visitorData: 'one' });
  });

  it('asks once for all who are refused in the same moment', async () => {
    const { open, visitors } = aDesk();
    const asked = Promise.all([1, 2, 3].map(() => visitors.for(VIDEO, 'worn', signal)));
    while (open.length === 0) await Promise.resolve();
    open[0]?.resolve('new');
    expect(await asked).to.deep.equal(Array(3).fill({ visitorData: 'new' }));
    expect(open).to.have.length(1);
  });

  it('lets who comes meanwhile wait for the new one, and keeps the old one where none is given', async () => {
    const { open, visitors } = aDesk();
    const asked = visitors.for(VIDEO, 'worn', signal).catch(() => 'none');
    const meanwhile = visitors.current(signal);
    open[0]?.resolve('new');
    expect([await asked, await meanwhile]).to.deep.equal([{ visitorData: 'new' }, 'new']);
    const again = visitors.for(VIDEO, 'new', signal).catch(() => 'none');
    open[1]?.reject(new Error('No visitors today.'));
    expect([await again, await visitors.current(signal)]).to.deep.equal(['none', 'new']);
  });

  it('goes on asking for the others when the one who asked first gives up', async () => {
    const { open, visitors } = aDesk();
    const first = new AbortController();
    const given = visitors.for(VIDEO, 'worn', first.signal).catch((error: unknown) => error);
    const other = visitors.for(VIDEO, 'worn', signal);
    while (open.length === 0) await Promise.resolve();
    first.abort(new RangeError('skipped'));
    expect(await given).to.be.instanceOf(RangeError);
    open[0]?.resolve('new');
    expect(await other).to.deep.equal({ visitorData: 'new' });
  });
});
