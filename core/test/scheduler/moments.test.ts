import { expect } from 'chai';
import { Moments } from '../../src/scheduler/moments.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/** A clock whose system time a person may set. */
class AdjustableClock extends FakeClock {
  wrongByMs = 0;

  override now(): number {
    return super.now() + this.wrongByMs;
  }
}

describe('Moments', () => {
  it('tell the time of the system’s clock', () => {
    const clock = new FakeClock();
    const moments = new Moments(clock);
    for (const passedMs of [0, 1, 700, 12_345]) {
      clock.jump(passedMs);
      expect(moments.at(clock.monotonic()).atMs).to.equal(clock.now());
    }
  });

  it('follow a system’s clock that was set within a second', () => {
    const clock = new AdjustableClock();
    const moments = new Moments(clock);
    moments.at(clock.monotonic());
    clock.wrongByMs = -3_600_000;
    clock.jump(1_000);
    expect(moments.at(clock.monotonic()).atMs).to.equal(clock.now());
  });

  it('share the states of one millisecond, and of no other', () => {
    const moments = new Moments(new FakeClock());
    moments.at(0);
    const first = moments.at(5.2);
    expect(moments.at(5.7).queued).to.equal(first.queued);
    expect(moments.at(6.1).queued.sinceMs).to.equal(first.queued.sinceMs + 1);
  });
});
