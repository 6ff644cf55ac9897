import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { HeardAnswers } from '../../src/streams/heard-answers.js';

describe('HeardAnswers', () => {
  const of = { videoId: 'abcdefghijk', client: 'ONE', visitorData: 'visitor' };

  it('gives an answer once, and to who has asked alone', () => {
    const heard = new HeardAnswers(new FakeClock());
    heard.keep(of, { told: 1 });
    for (const other of [{ videoId: 'lmnopqrstuv' }, { client: 'TWO' }, { visitorData: 'another' }])
      expect(heard.take({ ...of, ...other })).to.equal(undefined);
    expect(heard.take(of)).to.deep.equal({ told: 1 });
    expect(heard.take(of)).to.equal(undefined);
  });

  it('forgets within a minute', async () => {
    const clock = new FakeClock();
    const heard = new HeardAnswers(clock);
    heard.keep(of, { told: 1 });
    await clock.advance(60_000);
    expect(heard.take(of)).to.equal(undefined);
  });

  it('keeps no more than some, the last ones', () => {
    const heard = new HeardAnswers(new FakeClock());
    const all = Array.from({ length: 30 }, (_, number) => ({ ...of, visitorData: String(number) }));
    for (const each of all) heard.keep(each, 'told');
    const kept = all.filter((each) => heard.take(each) !== undefined);
    expect(kept).to.deep.equal(all.slice(10));
  });
});
