import { expect } from 'chai';
import { FakeClock } from '../../src/testing/fake-clock.js';

describe('FakeClock', () => {
  it('fires timers in order of their due time, each at its own moment', async () => {
    const clock = new FakeClock(1000);
    const fired: [string, number][] = [];
    clock.after(30, () => fired.push(['late', clock.now()]));
    clock.after(10, () => {
      fired.push(['early', clock.now()]);
      clock.after(5, () => fired.push(['nested', clock.now()]));
    });
    clock.after(10, () => fired.push(['early too', clock.now()]));
    await clock.advance(30);
    expect(fired).to.deep.equal([
      ['early', 1010],
      ['early too', 1010],
      ['nested', 1015],
      ['late', 1030],
    ]);
    expect(clock.monotonic()).to.equal(30);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('never fires a stopped timer', () => {
    const clock = new FakeClock();
    let fired = false;
    const stop = clock.after(1, () => {
      fired = true;
    });
    stop();
    stop();
    clock.jump(5);
    expect(fired).to.equal(false);
  });

  it('wakes a sleeper, and lets its promise run before advance resolves', async () => {
    const clock = new FakeClock();
    let woken = false;
    const sleeping = clock.sleep(50).then(() => {
      woken = true;
    });
    await clock.advance(49);
    expect(woken).to.equal(false);
    await clock.advance(1);
    expect(woken).to.equal(true);
    await sleeping;
  });

  it('ends a sleep with the reason of its signal, and keeps no timer', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const sleeping = clock.sleep(50, controller.signal).catch((error: unknown) => error);
    controller.abort('enough');
    expect(await sleeping).to.equal('enough');
    expect(clock.pendingTimers).to.equal(0);
  });
});
