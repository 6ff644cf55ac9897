import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { Latest } from '../../src/following/latest.js';

describe('Latest', () => {
  function twoIn20Seconds() {
    const clock = new FakeClock();
    const passed: string[] = [];
    const allowance = { times: 2, withinMs: 20_000 };
    const latest = new Latest<string>(clock, allowance, (value) => passed.push(`${value} at ${clock.monotonic()}`));
    return { clock, passed, latest };
  }

  it('passes values on at once while it may, and then the last of those that came in between', async () => {
    const { clock, passed, latest } = twoIn20Seconds();
    latest.set('a');
    await clock.advance(1_000);
    for (const value of ['b', 'c', 'd']) latest.set(value);
    await clock.advance(18_999);
    expect(passed).to.deep.equal(['a at 0', 'b at 1000']);
    await clock.advance(1);
    latest.set('e');
    expect(passed).to.deep.equal(['a at 0', 'b at 1000', 'd at 20000']);
    await clock.advance(1_000);
    expect(passed.at(-1)).to.equal('e at 21000');
  });

  it('says nothing twice, and nothing after its end', async () => {
    const { clock, passed, latest } = twoIn20Seconds();
    for (const value of ['a', 'a', 'b', 'c']) latest.set(value);
    latest.close();
    await clock.advance(60_000);
    expect(passed).to.deep.equal(['a at 0', 'b at 0']);
    expect(clock.pendingTimers).to.equal(0);
  });
});
