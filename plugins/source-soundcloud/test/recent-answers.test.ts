import { FakeClock } from '@tonearm/core/testing';
import { expect } from 'chai';
import { RecentAnswers } from '../src/recent-answers.js';

describe('RecentAnswers', () => {
  it('gives back what was answered in the last two minutes, and nothing older', async () => {
    const clock = new FakeClock();
    const recent = new RecentAnswers(clock);
    recent.set('a', 1);
    await clock.advance(119_000);
    expect(recent.get('a')).to.equal(1);
    await clock.advance(2_000);
    expect(recent.get('a')).to.equal(undefined);
  });

  it('remembers 50 of them, the latest', () => {
    const recent = new RecentAnswers(new FakeClock());
    for (let at = 0; at < 50; at++) recent.set(String(at), at);
    recent.set('0', 'again');
    recent.set('50', 50);
    expect([recent.get('0'), recent.get('1'), recent.get('2'), recent.get('50')]).to.deep.equal([
      ...['again', undefined, 2, 50],
    ]);
  });
});
