import { expect } from 'chai';
import { DeadlineError } from '../../src/errors/request-errors.js';
import { raceSignal, startDeadline } from '../../src/runtime/abort.js';
import { SystemClock } from '../../src/runtime/clock.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

const caught = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

describe('SystemClock', () => {
  const clock = new SystemClock();

  it('sleeps at least as long as asked, by a clock that only grows', async () => {
    const from = clock.monotonic();
    await clock.sleep(5);
    expect(clock.monotonic() - from).to.be.at.least(4.5);
    expect(clock.now()).to.be.closeTo(Date.now(), 1_000);
  });

  it('wakes with the reason when the signal fires', async () => {
    const reason = new Error('never mind');
    expect(await caught(clock.sleep(60_000, AbortSignal.abort(reason)))).to.equal(reason);
  });

  it('waits for what Node cannot wait for at once, instead of calling back immediately', async () => {
    let called = false;
    const stop = clock.after(2 ** 31, () => {
      called = true;
    });
    await clock.sleep(5);
    expect(called).to.equal(false);
    stop();
  });

  it('calls back once, and not when stopped', async () => {
    const called: string[] = [];
    const stop = clock.after(1, () => called.push('stopped'));
    stop();
    await new Promise<void>((resolve) => void clock.after(1, resolve));
    expect(called).to.deep.equal([]);
  });
});

describe('startDeadline', () => {
  it('fires when time is up, and says what took so long', async () => {
    const clock = new FakeClock();
    const deadline = startDeadline(clock, 1_500, 'Searching');
    await clock.advance(1_500);
    expect(deadline.signal.reason).to.be.instanceOf(DeadlineError).and.have.property('message').that.includes('1.5 s');
  });

  it('fires with its parent, also with one that has fired already', () => {
    const parent = new AbortController();
    const one = startDeadline(new FakeClock(), 1_000, 'it', parent.signal);
    parent.abort('stop');
    const other = startDeadline(new FakeClock(), 1_000, 'it', parent.signal);
    expect([one.signal.reason, other.signal.reason]).to.deep.equal(['stop', 'stop']);
  });

  it('keeps nothing once released', () => {
    const clock = new FakeClock();
    startDeadline(clock, 1_000, 'it').release();
    expect(clock.pendingTimers).to.equal(0);
  });
});

describe('raceSignal', () => {
  it('gives the result, or the reason of whoever was first', async () => {
    const { signal } = new AbortController();
    expect(await raceSignal(Promise.resolve('done'), signal)).to.equal('done');
    expect(await caught(raceSignal(new Promise(() => {}), AbortSignal.abort('late')))).to.equal('late');
  });
});
