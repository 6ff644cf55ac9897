import { expect } from 'chai';
import { MemoryWatch } from '../../src/resources/memory-watch.js';
import { silentLogger } from '../../src/runtime/logger.js';
import { FakeClock } from '../../src/testing/fake-clock.js';

/** Limits of 100 and 200 bytes, and a process that uses what the test says. */
function aWatch() {
  const clock = new FakeClock();
  const used = { bytes: 0, fails: false, relieved: 0 };
  const watch = new MemoryWatch({
    clock,
    logger: silentLogger,
    limits: { memorySoftBytes: 100, memoryHardBytes: 200 },
    read: () => {
      if (used.fails) throw new Error('no more files');
      return used.bytes;
    },
    onPressure: () => {
      used.relieved += 1;
    },
  });
  /** What it says once so much is used. */
  const at = async (bytes: number) => {
    used.bytes = bytes;
    await clock.advance(10_000);
    return watch.level;
  };
  return { clock, used, watch, at };
}

describe('MemoryWatch', () => {
  it('tells which limit is reached, and asks for relief with every reading above one', async () => {
    const { watch, used, at } = aWatch();
    watch.start();
    expect(await at(99)).to.equal('normal');
    expect(used.relieved).to.equal(0);
    expect(await at(100)).to.equal('soft');
    expect(await at(200)).to.equal('hard');
    expect(used.relieved).to.equal(2);
    expect(watch.figures).to.deep.equal({ residentBytes: 200, softBytes: 100, hardBytes: 200, level: 'hard' });
  });

  it('does not flicker around a limit', async () => {
    const { watch, at } = aWatch();
    watch.start();
    await at(200);
    expect(await at(191)).to.equal('hard');
    expect(await at(189)).to.equal('soft');
    expect(await at(96)).to.equal('soft');
    expect(await at(94)).to.equal('normal');
  });

  it('goes by the last reading when memory cannot be read', async () => {
    const { watch, used, at } = aWatch();
    watch.start();
    await at(150);
    used.fails = true;
    expect(await at(10)).to.equal('soft');
  });

  it('reads at once when it starts, and no more when it is closed', async () => {
    const { watch, used, clock } = aWatch();
    used.bytes = 150;
    watch.start();
    expect(watch.level).to.equal('soft');
    watch.close();
    expect(clock.pendingTimers).to.equal(0);
  });
});
